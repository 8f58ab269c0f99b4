import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startScript } from './run-script.ts';
import { running, type ScriptedService, startService } from './scripted-service.ts';

let service: ScriptedService;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'go-live-stopped-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await service.shut();
});

const start = (env: Record<string, string> = {}) => {
  const files = {
    GITHUB_OUTPUT: path.join(directory, 'outputs'),
    GITHUB_STEP_SUMMARY: path.join(directory, 'summary'),
  };
  return startScript({ GO_LIVE_URL: service.url, GITHUB_ACTIONS: 'true', ...files, ...env });
};
const read = (name: string) => readFileSync(path.join(directory, name), 'utf8');

/** Waits for a line of the script, which proves that everything before it was done. */
async function printed(child: ReturnType<typeof start>['child'], text: string): Promise<void> {
  let all = '';
  for await (const data of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    all += data;
    if (all.includes(text)) return;
  }
}

describe('a job that is stopped from outside', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('says at %s what goes on and how to follow it, and leaves its outputs', async (signal, exitCode) => {
    // Prepare
    service = await startService([running('publishing', {}, '60')]);
    const { child, ended } = start();
    await printed(child, 'Phase: publishing');

    // Act
    child.kill(signal);
    const { code, last } = await ended;

    // Assess
    const url = `${service.url}/operations/op-1`;
    expect({ code, last }).toEqual({
      code: exitCode,
      last: `JobStopped: This job was told to stop (${signal}). Operation op-1 goes on, in phase publishing. Run the job again to follow it; or look at it: GET ${url}; or end it: POST ${url}/cancel.`,
    });
    expect(read('outputs').trim().split('\n').slice(-2)).toEqual(['status=Running', 'code=JobStopped']);
    expect(read('outputs')).toContain(`operation-id=op-1\noperation-url=${url}\n`);
    expect(read('summary')).toContain('JobStopped');
  });

  test('says that nothing is known while the start has not been answered', async () => {
    // Prepare
    const asked = Promise.withResolvers<void>();
    service = await startService([
      () => {
        asked.resolve();
        return { status: 503, headers: { 'Retry-After': '60' } };
      },
    ]);
    const { child, ended } = start();
    await asked.promise;
    await printed(child, 'Service unavailable');

    // Act
    child.kill('SIGTERM');
    const { code, last } = await ended;

    // Assess
    expect(code).toBe(143);
    expect(last).toMatch(
      / Whether the go-live was started is not known\. Run the job again: it finds what was started\.$/,
    );
  });
});
