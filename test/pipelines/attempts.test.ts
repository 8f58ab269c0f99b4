import { runScript } from './run-script.ts';
import { ended, running, type ScriptedService, startService } from './scripted-service.ts';

let service: ScriptedService;
afterEach(() => service.shut());

const run = (env: Record<string, string> = {}) => runScript({ GO_LIVE_URL: service.url, ...env });

const GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2' };
const AZURE = { TF_BUILD: 'True', BUILD_BUILDID: '41', SYSTEM_STAGEATTEMPT: '1', SYSTEM_JOBATTEMPT: '3' };

describe('the key of a job that was given none', () => {
  test.each([
    ['GitHub', GITHUB, 'github-77-2'],
    ['Azure Pipelines', AZURE, 'azure-devops-41-1.3'],
    ['Azure Pipelines, when the stage runs again', { ...AZURE, SYSTEM_STAGEATTEMPT: '2' }, 'azure-devops-41-2.3'],
  ])('names the attempt of the run on %s', async (_, env, key) => {
    // Prepare
    service = await startService([ended('Succeeded')]);

    // Act
    await run({ ...env, GO_LIVE_KEY: '' });

    // Assess
    expect(service.asked[0]?.headers['idempotency-key']).toBe(key);
  });

  test.each([
    ['on no build agent', {}],
    ['in a classic release, whose build may be released twice', { ...AZURE, SYSTEM_HOSTTYPE: 'release' }],
  ])('is asked for %s', async (_, env) => {
    // Prepare
    service = await startService([ended('Succeeded')]);

    // Act
    const { code, last } = await run({ ...env, GO_LIVE_KEY: '' });

    // Assess
    expect({ code, asked: service.asked.length }).toEqual({ code: 2, asked: 0 });
    expect(last).toMatch(/^InvalidConfiguration: GO_LIVE_KEY is not set, and no build agent says which run this is\./);
  });

  test('gives way to one that was given', async () => {
    // Prepare
    service = await startService([ended('Succeeded')]);

    // Act
    await run({ ...GITHUB, GO_LIVE_KEY: 'release-7' });

    // Assess
    expect(service.asked[0]?.headers['idempotency-key']).toBe('release-7');
  });

  test('is percent-encoded where a header could not carry it', async () => {
    // Prepare
    service = await startService([ended('Succeeded')]);

    // Act
    const { code, lines } = await run({ GO_LIVE_KEY: 'sürüm-2026-11-ş' });

    // Assess
    expect({ code, key: service.asked[0]?.headers['idempotency-key'] }).toEqual({
      code: 0,
      key: 's%C3%BCr%C3%BCm-2026-11-%C5%9F',
    });
    expect(lines[0]).toBe('Go-live of contoso/offer, key sürüm-2026-11-ş');
  });
});

describe('a result that is older than the run', () => {
  const longAgo = { endedAt: new Date(Date.now() - 3 * 3_600_000).toISOString() };
  const error = { code: 'CertificationFailed', message: 'The image has no agent', remedy: 'Repair the image.' };

  test('is said to be old, green as it is', async () => {
    // Prepare
    service = await startService([ended('Succeeded', longAgo)]);

    // Act
    const { code, lines, last } = await run();

    // Assess
    const word = `This is an old result: operation op-1 ended 3 hours ago (${longAgo.endedAt}), before this run began, under the same key. Nothing was asked of the marketplace now.`;
    expect(code).toBe(0);
    expect(lines).toContain(word);
    expect(last).toBe(
      `Succeeded: contoso/offer is live. ${word} Only another key asks again; without GO_LIVE_KEY each attempt of a run has its own.`,
    );
  });

  test('is said to be old, red as it is, with the way out', async () => {
    // Prepare
    service = await startService([ended('Failed', { ...longAgo, error })]);

    // Act
    const { code, last } = await run();

    // Assess
    expect(code).toBe(1);
    expect(last).toMatch(
      /^CertificationFailed: This is an old result: .* The image has no agent\. Repair the image\. Only another key asks again/,
    );
  });

  test('is told by the clock of the service, whatever the clock of the agent says', async () => {
    // Prepare
    const date = new Date(Date.now() - 24 * 3_600_000);
    const endedAt = (ms: number) => new Date(date.getTime() - ms).toISOString();
    const headers = { Date: date.toUTCString() };
    service = await startService([
      () => ({ ...ended('Succeeded', { endedAt: endedAt(-500) })(), headers }),
      () => ({ ...ended('Succeeded', { endedAt: endedAt(300_000) })(), headers }),
    ]);

    // Act
    const runs = [await run(), await run()];

    // Assess
    const words = runs.map(({ lines }) => lines.find((line) => line.startsWith('This is an old result')));
    expect(words[0]).toBeUndefined();
    expect(words[1]).toContain('ended 5 minutes ago');
  });

  test('is not what ends while the job follows it', async () => {
    // Prepare
    service = await startService([running('publishing'), ended('Succeeded', longAgo)]);

    // Act
    const { lines } = await run();

    // Assess
    expect(lines.filter((line) => line.includes('old result'))).toEqual([]);
  });
});
