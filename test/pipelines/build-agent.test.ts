import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runScript } from './run-script.ts';
import { ended, running, type ScriptedService, startService } from './scripted-service.ts';

let service: ScriptedService;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'go-live-agent-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await service.shut();
});

const read = (name: string) => readFileSync(path.join(directory, name), 'utf8');
const onGitHub = (env: Record<string, string> = {}) =>
  runScript({
    GO_LIVE_URL: service.url,
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: path.join(directory, 'outputs'),
    GITHUB_STEP_SUMMARY: path.join(directory, 'summary'),
    ...env,
  });
const onAzure = (env: Record<string, string> = {}) =>
  runScript({ GO_LIVE_URL: service.url, TF_BUILD: 'True', AGENT_TEMPDIRECTORY: directory, ...env });

/** The worst text that the marketplace could return. */
const BAD = '100% bad\r\n::error::x\n##vso[task.complete result=Succeeded;] <b>|[x](https://evil.example)';
const failed = ended('Failed', {
  createdAt: '2026-11-26T10:00:00Z',
  requestedBy: { kind: 'principal', id: 'p-1', name: 'Ann_*' },
  links: { marketplace: 'https://partner.example' },
  endedAt: '2099-11-26T10:00:00Z',
  error: { code: 'CertificationFailed', message: BAD, remedy: 'Repair it.' },
  marketplace: { steps: [{ id: 'a', name: 'Cer|tify', status: 'failed', progress: 40, messages: [] }] },
});
const SAFE = '100% bad ::error::x # #vso[task.complete result=Succeeded;] <b>|[x](https://evil.example)';

describe('outputs for later steps', () => {
  test('are there on GitHub as soon as there is an operation, and again at the end', async () => {
    // Prepare
    const seen: string[] = [];
    service = await startService([
      running('publishing'),
      () => {
        seen.push(read('outputs'));
        return failed();
      },
    ]);

    // Act
    await onGitHub();

    // Assess
    const first = `operation-id=op-1\noperation-url=${service.url}/operations/op-1\nstatus=Running\nold-result=false\n`;
    expect(seen).toEqual([first]);
    expect(read('outputs')).toBe(`${first}status=Failed\ncode=CertificationFailed\n`);
  });

  test('are there in Azure Pipelines as soon as there is an operation, and again at the end', async () => {
    // Prepare
    service = await startService([running('publishing'), failed]);

    // Act
    const { lines } = await onAzure();

    // Assess
    const set = (name: string, value: string) => `##vso[task.setvariable variable=${name};isOutput=true]${value}`;
    const first = lines.indexOf('Phase: publishing');
    expect(lines.slice(0, first).filter((line) => line.startsWith('##vso'))).toEqual([
      set('operationId', 'op-1'),
      set('operationUrl', `${service.url}/operations/op-1`),
      set('status', 'Running'),
      set('oldResult', 'false'),
    ]);
    expect(lines.slice(first).filter((line) => line.includes('setvariable'))).toEqual([
      set('status', 'Failed'),
      set('code', 'CertificationFailed'),
    ]);
  });
});

describe('annotations', () => {
  const escaped = SAFE.replaceAll('%', '%25');

  test('tell on GitHub why the job is red, and let no command through', async () => {
    // Prepare
    service = await startService([failed]);

    // Act
    const { lines } = await onGitHub();

    // Assess
    expect(lines.filter((line) => line.startsWith('::'))).toEqual([
      `::error title=Go-live of contoso/offer::CertificationFailed: ${escaped}. Repair it.`,
    ]);
    expect(lines.filter((line) => line.includes('##'))).toEqual([]);
  });

  test('tell in Azure Pipelines why the job is red, and let no command through', async () => {
    // Prepare
    service = await startService([failed]);

    // Act
    const { lines } = await onAzure();

    // Assess
    const commands = lines
      .filter((line) => line.includes('##'))
      .filter((line) => !/setvariable|uploadsummary/.test(line));
    expect(commands).toEqual([
      `##vso[task.logissue type=error]Go-live of contoso/offer: CertificationFailed: ${SAFE.replaceAll('%', '%AZP25')}. Repair it.`,
    ]);
  });

  test('tell of what needs attention, each code once, however often it comes and goes', async () => {
    // Prepare
    const attention = { code: 'Blocked', message: 'Answer, please', since: '2026-11-26T10:00:00Z' };
    const blocked = running('publishing', { attention });
    service = await startService([
      blocked,
      running('publishing', { attention: { ...attention, message: 'Answer now' } }),
      ended('Succeeded'),
    ]);

    // Act
    const { lines } = await onGitHub();

    // Assess
    expect(lines.filter((line) => line.startsWith('::'))).toEqual([
      '::warning title=contoso/offer needs attention::Blocked: Answer, please.',
    ]);
    expect(lines.filter((line) => line.startsWith('Attention'))).toHaveLength(2);
  });

  test('say nothing of a job that is plainly green', async () => {
    // Prepare
    service = await startService([running('publishing'), ended('Succeeded')]);

    // Act
    const { lines } = await onGitHub();

    // Assess
    expect(lines.filter((line) => line.startsWith('::'))).toEqual([]);
  });

  test('warn of a job that is green and has stopped waiting, and of an old result', async () => {
    // Prepare
    service = await startService([
      running('publishing', {}, '30'),
      ended('Succeeded', { endedAt: '2020-01-01T00:00:00Z' }),
    ]);

    // Act
    const stopped = await onAzure({ GO_LIVE_WAIT_MINUTES: '0', GO_LIVE_ON_TIMEOUT: 'neutral' });
    const old = await onGitHub();

    // Assess
    expect({ stopped: stopped.code, old: old.code }).toEqual({ stopped: 0, old: 0 });
    expect(stopped.printed).toMatch(/^##vso\[task.logissue type=warning\]Go-live of contoso\/offer: StillRunning: /m);
    expect(stopped.printed).toContain('##vso[task.complete result=SucceededWithIssues;]\n');
    expect(old.printed).toMatch(/^::warning title=Go-live of contoso\/offer::Succeeded: .*This is an old result/m);
  });
});

describe('the summary on the page of the run', () => {
  const wanted = (url: string) =>
    [
      '### Go-live of contoso/offer',
      '',
      'CertificationFailed\\: 100% bad \\:\\:error\\:\\:x \\#\\#vso\\[task.complete result=Succeeded;\\] &lt;b&gt;\\|\\[x\\]\\(https\\://evil.example\\). Repair it.',
      '',
      '|  |  |',
      '| --- | --- |',
      `| Operation | ${url.replaceAll(':', '\\:')}/operations/op-1 |`,
      '| Key | build-1 |',
      '| Status | Failed, in phase ended |',
      '| Partner Center | https\\://partner.example |',
      '| Requested by | Ann\\_\\* |',
      '| Accepted | 2026-11-26T10\\:00\\:00Z |',
      '| Ended | 2099-11-26T10\\:00\\:00Z |',
      '',
      '| Step | Status | Progress |',
      '| --- | --- | --- |',
      '| Cer\\|tify | failed | 40 % |',
      '',
      '',
    ].join('\n');

  test('shows on GitHub what became of the operation, with no mark-up but its own', async () => {
    // Prepare
    service = await startService([failed]);

    // Act
    await onGitHub();

    // Assess
    expect(read('summary')).toBe(wanted(service.url));
  });

  test('shows the same in Azure Pipelines', async () => {
    // Prepare
    service = await startService([failed]);

    // Act
    const { lines } = await onAzure();

    // Assess
    const command = '##vso[task.uploadsummary]';
    const file = path.relative(
      directory,
      String(lines.find((line) => line.startsWith(command))?.slice(command.length)),
    );
    expect(file).toMatch(/^go-live-\w+\/Go-live of contoso offer\.md$/);
    expect(read(file)).toBe(wanted(service.url));
  });
});

test('a file of the agent that cannot be written changes nothing about the offer', async () => {
  // Prepare
  service = await startService([running('publishing'), ended('Succeeded')]);

  // Act
  const { code, lines } = await onGitHub({ GITHUB_OUTPUT: directory, GITHUB_STEP_SUMMARY: directory });

  // Assess
  expect({ code, last: lines.at(-1) }).toEqual({ code: 0, last: 'Succeeded: contoso/offer is live.' });
  expect(lines.filter((line) => /cannot be written: EISDIR/.test(line)).length).toBeGreaterThan(1);
});
