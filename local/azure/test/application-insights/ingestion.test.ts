import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createIngestion } from '../../application-insights/ingestion.ts';
import { createTokens, type Tokens } from '../../identity/tokens.ts';
import { keepNewest } from '../../wire/newest.ts';
import { startWorld } from '../world.ts';

describe('Application Insights', () => {
  test('receives what the SDK sends with default options', async () => {
    // Prepare
    const world = await startWorld();
    const child = fork(join(__dirname, 'sender.ts'), { env: { ...process.env, ...world.settings }, execArgv: [] });

    try {
      // Act
      const [code] = await once(child, 'exit');

      // Assess
      expect(code).toBe(0);
      const { json } = await world.admin('GET', '/telemetry');
      expect(json).toContainEqual(
        expect.objectContaining({
          name: 'Microsoft.ApplicationInsights.Event',
          data: { baseType: 'EventData', baseData: expect.objectContaining({ name: 'golive-test' }) },
        }),
      );
      const { json: requests } = await world.admin('GET', '/requests?service=applicationInsights');
      expect(requests).toContainEqual(expect.objectContaining({ path: '/v2.1/track', status: 200 }));
    } finally {
      child.kill();
      await world.close();
    }
  });
});

describe('the form of telemetry', () => {
  const KEY = '00000000-0000-0000-0000-00000000000a';
  const envelope = (iKey = KEY) => ({
    name: 'Microsoft.ApplicationInsights.Event',
    time: '2026-01-02T03:04:05Z',
    iKey,
    data: { baseType: 'EventData', baseData: { name: 'x' } },
  });

  let tokens: Tokens;
  beforeAll(async () => {
    tokens = await createTokens();
  });

  const track = (body: Buffer | string, headers: Record<string, string> = {}, path = '/v2.1/track') => {
    const envelopes = keepNewest<string>(10);
    const url = new URL(path, 'http://westeurope-5.in.applicationinsights.azure.com');
    const ingestion = createIngestion({ envelopes, tokens, instrumentationKey: KEY });
    const reply = ingestion.respond({ method: 'POST', url, headers, body: Buffer.from(body) });
    return {
      ...reply,
      report: reply.body ? JSON.parse(String(reply.body)) : undefined,
      kept: envelopes.after(0).length,
    };
  };

  test.each([
    ['an array', JSON.stringify([envelope(), envelope()]), {}],
    ['one envelope a line', `${JSON.stringify(envelope())}\n${JSON.stringify(envelope())}\n`, {}],
    ['packed', gzipSync(JSON.stringify([envelope(), envelope()])), { 'content-encoding': 'gzip' }],
  ])('may be %s', (_what, body, headers) => {
    expect(track(body, headers)).toMatchObject({
      status: 200,
      kept: 2,
      report: { itemsReceived: 2, itemsAccepted: 2, errors: [] },
    });
  });

  test('takes the good envelopes and names the bad ones by their index', () => {
    // Act
    const body = JSON.stringify([envelope(), envelope('00000000-0000-0000-0000-00000000000b'), { name: 'x' }]);
    const { status, report, kept } = track(body);

    // Assess
    expect({ status, kept }).toEqual({ status: 206, kept: 1 });
    expect(report).toEqual({
      itemsReceived: 3,
      itemsAccepted: 1,
      errors: [
        { index: 1, statusCode: 400, message: 'Invalid instrumentation key' },
        { index: 2, statusCode: 400, message: expect.stringContaining('Invalid envelope') },
      ],
    });
  });

  test('cannot be something else than JSON', () => {
    expect(track('<xml/>')).toMatchObject({ status: 400, kept: 0 });
  });

  test('is refused with a token that is not for it', () => {
    expect(track('[]', { authorization: 'Bearer stranger' })).toMatchObject({ status: 401 });
  });

  test('tells live metrics that nobody watches', () => {
    expect(track('[]', {}, '/QuickPulseService.svc/ping')).toMatchObject({
      status: 200,
      headers: { 'x-ms-qps-subscribed': 'false' },
    });
  });
});
