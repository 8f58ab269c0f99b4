import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '../wait-until.ts';
import { runScript } from './run-script.ts';
import { type Answer, ended, running, type ScriptedService, startService } from './scripted-service.ts';

let service: ScriptedService;
afterEach(() => service.shut());

const run = (env: Record<string, string> = {}) => runScript({ GO_LIVE_URL: service.url, ...env });

const step = (status: string, progress?: number) => ({
  marketplace: {
    operationId: 'theirs',
    status: 'running',
    steps: [{ id: 'certify', name: 'Certification', status, progress, messages: [] }],
  },
});

describe('a pipeline that takes an offer live', () => {
  test('asks once with its key, follows Operation-Location, and ends green', async () => {
    // Prepare
    service = await startService([
      running('checking'),
      running('publishing'),
      ended('Succeeded', { result: { version: '2' } }),
    ]);

    // Act
    const { code, last } = await run({ GO_LIVE_REQUEST: '{"expectedVersion": 2}' });

    // Assess
    expect({ code, last }).toEqual({ code: 0, last: 'Succeeded: contoso/offer is live, version 2.' });
    expect(service.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/publishers/contoso/offers/offer/golive',
      'GET /api/operations/op-1',
      'GET /api/operations/op-1',
    ]);
    expect(service.asked[0]?.headers['idempotency-key']).toBe('build-1');
    expect(service.asked[0]?.body).toBe('{"expectedVersion": 2}');
  });

  test('prints each step when it changes, and only then', async () => {
    // Prepare
    service = await startService([
      running('publishing', step('InProgress', 10)),
      running('publishing', step('InProgress', 10)),
      running('publishing', step('Completed')),
      ended('Succeeded', step('Completed')),
    ]);

    // Act
    const { lines } = await run();

    // Assess
    expect(lines.slice(2)).toEqual([
      'Phase: publishing',
      'Step Certification: InProgress, 10 %',
      'Step Certification: Completed',
      'Phase: ended',
      'Succeeded: contoso/offer is live.',
    ]);
  });

  test('waits as long as Retry-After says', async () => {
    // Prepare
    service = await startService([running('publishing', {}, '1'), ended('Succeeded')]);

    // Act
    await run();

    // Assess
    const [first, second] = service.asked;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('ends red with the code and the remedy in its last line', async () => {
    // Prepare
    const error = {
      code: 'CertificationFailed',
      message: 'The image has no agent',
      remedy: 'Repair the image.',
      retryable: false,
    };
    service = await startService([running('publishing'), ended('Failed', { error })]);

    // Act
    const { code, last } = await run();

    // Assess
    expect({ code, last }).toEqual({ code: 1, last: 'CertificationFailed: The image has no agent. Repair the image.' });
  });

  test('ends red with what is wrong when the request is refused', async () => {
    // Prepare
    const refused: Answer = {
      status: 400,
      body: {
        code: 'InvalidRequest',
        detail: 'The body has errors',
        errors: [{ pointer: '/labels', detail: 'at most 16' }],
      },
    };
    service = await startService([() => refused]);

    // Act
    const { code, last } = await run();

    // Assess
    expect(code).toBe(4);
    expect(last).toMatch(/^InvalidRequest: The body has errors; \/labels: at most 16\. Repair what is named/);
    expect(service.asked).toHaveLength(1);
  });

  test('outlives a service that is overloaded, broken, and deployed anew', async () => {
    // Prepare
    service = await startService([
      () => ({ status: 503, headers: { 'Retry-After': '0' } }),
      running('publishing'),
      () => ({ status: 502, headers: { 'Retry-After': '0' }, body: '<html>' }),
      () => ({ status: 404, headers: { 'Retry-After': '0' }, body: '<html>' }),
      () => ({ status: 200, headers: { 'Retry-After': '0' }, body: '<html>' }),
      ended('Succeeded'),
    ]);

    // Act
    const { code, lines } = await run();

    // Assess
    expect(code).toBe(0);
    expect(lines.filter((line) => /^(Service unavailable|The service is)/.test(line))).toEqual([
      `Service unavailable (HTTP 503); retrying for up to 15 minutes. GO_LIVE_URL is ${service.url}.`,
      'The service is back.',
      'Service unavailable (HTTP 502); retrying for up to 15 minutes.',
      'The service is back.',
    ]);
    expect(
      service.asked.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key']),
    ).toEqual(['build-1', 'build-1']);
  });

  test('outlives a service that refuses connections for a while', async () => {
    // Prepare
    service = await startService([running('publishing', {}, '1'), ended('Succeeded')]);
    const following = run();
    await waitUntil('the first request', () => service.asked.length > 0);
    await service.shut();

    // Act
    setTimeout(() => service.open(), 1500);
    const { code, lines } = await following;

    // Assess
    expect(code).toBe(0);
    expect(lines).toContain('Service unavailable (ECONNREFUSED); retrying for up to 15 minutes.');
  });

  test('outlives a name server that fails for a while once the service has answered', async () => {
    // Prepare
    const code = `const dns = process.getBuiltinModule('dns'); const lookup = dns.lookup; let asked = 0;
      dns.lookup = (host, options, done) => ++asked === 2 ? done(Object.assign(new Error(host), { code: 'ENOTFOUND' })) : lookup(host, options, done);`;
    const asLocalhost = (url: string) => url.replace('127.0.0.1', 'localhost');
    service = await startService([
      (url) => ({
        ...running('publishing')(asLocalhost(url)),
        headers: {
          'Operation-Location': `${asLocalhost(url)}/operations/op-1`,
          'Retry-After': '0',
          Connection: 'close',
        },
      }),
      ended('Succeeded'),
    ]);

    // Act
    const { code: exitCode, lines } = await run({
      GO_LIVE_URL: asLocalhost(service.url),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
    });

    // Assess
    expect(exitCode).toBe(0);
    expect(lines).toContain('Service unavailable (ENOTFOUND); retrying for up to 15 minutes.');
  });

  test('calls a defect a defect, and not a failed go-live', async () => {
    // Prepare
    service = await startService([running('publishing', { marketplace: { steps: [null] } })]);

    // Act
    const { code, last, printed } = await run();

    // Assess
    expect(code).toBe(70);
    expect(printed).toMatch(/^\S+Z {2}TypeError: .*\n\S+Z {3,}at /m);
    expect(last).toMatch(/^Defect: .* Operation op-1 does not depend on this job: look at http.*\. Report it/);
  });

  test('gives up on a service that stays away, and says that the operation goes on', async () => {
    // Prepare
    service = await startService([() => ({ status: 503 })]);

    // Act
    const { code, last } = await run({ GO_LIVE_AWAY_MINUTES: '0.01' });

    // Assess
    expect(code).toBe(5);
    expect(last).toMatch(
      /^ServiceAway: .*HTTP 503.* Run the job again when the service is back; it finds what this one may have started\. Check GO_LIVE_URL\.$/,
    );
  });

  test('follows the operation that its key started when it runs again', async () => {
    // Prepare
    service = await startService([running('publishing'), ended('Succeeded'), ended('Succeeded')]);

    // Act
    const codes = [(await run()).code, (await run()).code];

    // Assess
    const starts = service.asked.filter(({ method }) => method === 'POST');
    expect(codes).toEqual([0, 0]);
    expect(starts.map(({ headers, body }) => `${headers['idempotency-key']} ${body}`)).toEqual([
      'build-1 {}',
      'build-1 {}',
    ]);
  });

  test('sends its key to the service that was named, and to no other', async () => {
    // Prepare
    const elsewhere = { 'Operation-Location': 'http://127.0.0.2:1/api/operations/op-1' };
    service = await startService([(url) => ({ ...running('checking')(url), headers: elsewhere })]);

    // Act
    const { code, last } = await run({ GO_LIVE_FUNCTION_KEY: 'canary' });

    // Assess
    expect({ code, key: service.asked[0]?.headers['x-functions-key'] }).toEqual({ code: 4, key: 'canary' });
    expect(last).toMatch(/^UnexpectedLocation: /);
    expect(last).not.toContain('canary');
  });

  test('signs in with the Azure CLI, and once more when its token has run out', async () => {
    // Prepare
    const directory = mkdtempSync(path.join(tmpdir(), 'go-live-az-'));
    writeFileSync(path.join(directory, 'az'), '#!/bin/sh\necho "$4-$$"\n', { mode: 0o755 });
    service = await startService([running('publishing'), () => ({ status: 401 }), ended('Succeeded')]);

    try {
      // Act
      const { code } = await run({ GO_LIVE_API_APPLICATION: 'app-1', GO_LIVE_FUNCTION_KEY: 'key-1', PATH: directory });

      // Assess
      const tokens = service.asked.map(({ headers }) => headers.authorization ?? '');
      expect(code).toBe(0);
      expect(tokens[0]).toMatch(/^Bearer api:\/\/app-1\/\.default-\d+$/);
      expect(tokens[1]).toBe(tokens[0]);
      expect(tokens[2]).not.toBe(tokens[1]);
      expect(service.asked.map(({ headers }) => headers['x-functions-key'])).toEqual(['key-1', 'key-1', 'key-1']);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("lets no command to the build agent through from the marketplace's words", async () => {
    // Prepare
    const text = 'bad\n::error::x\n##vso[task.complete result=Succeeded;]';
    const steps = [{ id: 'a', name: 'A', status: 'Failed', messages: [{ level: 'error', text }] }];
    service = await startService([running('publishing', { marketplace: { steps } }), ended('Succeeded')]);

    // Act
    const { lines } = await run();

    // Assess
    expect(lines).toContain('Step A: error: bad ::error::x # #vso[task.complete result=Succeeded;]');
  });
});
