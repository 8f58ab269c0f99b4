import { runScript } from './run-script.ts';
import { ended, running, type ScriptedService, startService } from './scripted-service.ts';

let service: ScriptedService;
afterEach(() => service.shut());

const run = (env: Record<string, string> = {}) => runScript({ GO_LIVE_URL: service.url, ...env });
const SHORT = { GO_LIVE_WAIT_MINUTES: '0.01' };
const HOUR_MS = 3_600_000;

describe('a job that stops waiting', () => {
  test('says that the operation runs on, where it stands, and how to follow it', async () => {
    // Prepare
    service = await startService([running('publishing', {}, '30')]);

    // Act
    const { code, last } = await run(SHORT);

    // Assess
    expect({ code, last }).toEqual({
      code: 3,
      last: `StillRunning: Operation op-1 runs on. It is in phase publishing. Run the job again to go on following it, or look at it: ${service.url}/operations/op-1.`,
    });
  });

  test('says what holds it up, what to do, and when it may be live', async () => {
    // Prepare
    const at = new Date(Date.now() + 2.2 * HOUR_MS).toISOString();
    const attention = {
      code: 'StepBlocked',
      message: 'Certification is blocked',
      since: '2026-11-26T10:00:00Z',
      remedy: 'Answer the question in Partner Center.',
      actions: ['look', 'end'],
    };
    const estimate = { at, earliest: '2026-11-26T18:00:00Z', latest: '2026-11-26T21:00:00Z' };
    service = await startService([running('publishing', { attention, estimate }, '30')]);

    // Act
    const { lines, last } = await run(SHORT);

    // Assess
    const needed = 'StepBlocked: Certification is blocked. Answer the question in Partner Center. Possible: look, end.';
    const estimated = `live in about 2 hours, at ${at}, between 2026-11-26T18:00:00Z and 2026-11-26T21:00:00Z`;
    expect(lines).toContain(`Attention: ${needed}`);
    expect(lines).toContain(`Estimate: ${estimated}`);
    expect(last).toContain(`Attention since 2026-11-26T10:00:00Z: ${needed} Estimate: ${estimated}. Run the job again`);
  });

  test.each([
    [{ queuePosition: 2, behind: { operationId: 'op-0' } }, 'queued, with 2 before it, behind operation op-0.'],
    [{ behind: { marketplaceOperationId: 'm-1' } }, "queued, behind the marketplace's operation m-1."],
  ])('says behind whom it is queued: %j', async (members, place) => {
    // Prepare
    service = await startService([running('queued', members, '30')]);

    // Act
    const { last } = await run(SHORT);

    // Assess
    expect(last).toContain(`It is in phase ${place}`);
  });

  test('is green when that was asked for, and still says so', async () => {
    // Prepare
    service = await startService([running('publishing', {}, '30')]);

    // Act
    const { code, last } = await run({ ...SHORT, GO_LIVE_ON_TIMEOUT: 'neutral' });

    // Assess
    expect(code).toBe(0);
    expect(last).toMatch(/^StillRunning: Operation op-1 runs on\./);
  });

  test('starts and leaves at once with no minutes at all', async () => {
    // Prepare
    service = await startService([running('checking', {}, '1'), ended('Succeeded')]);

    // Act
    const { code } = await run({ GO_LIVE_WAIT_MINUTES: '0', GO_LIVE_ON_TIMEOUT: 'neutral' });

    // Assess
    expect({ code, asked: service.asked.map(({ method }) => method) }).toEqual({ code: 0, asked: ['POST'] });
  });

  test('runs on for its reader too when the caller is not let in any more', async () => {
    // Prepare
    service = await startService([running('publishing'), () => ({ status: 403 })]);

    // Act
    const { code, last } = await run({ GO_LIVE_FUNCTION_KEY: 'key-1' });

    // Assess
    expect(code).toBe(3);
    expect(last).toMatch(/^StillRunning: Operation op-1 runs on\. It cannot be followed any more: Http403: /);
  });

  test('says that what was started goes on when the service stays away', async () => {
    // Prepare
    service = await startService([running('publishing'), () => ({ status: 503 })]);

    // Act
    const { code, last } = await run({ GO_LIVE_AWAY_MINUTES: '0.01' });

    // Assess
    expect(code).toBe(5);
    expect(last).toMatch(/^ServiceAway: .*HTTP 503.* The operation that was started goes on\. Run the job again/);
  });
});

describe('what a job prints while it waits', () => {
  test('has date and zone before every line', async () => {
    // Prepare
    service = await startService([running('publishing'), ended('Succeeded')]);

    // Act
    const { printed } = await run();

    // Assess
    const lines = printed.trim().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}\S/.test(line))).toEqual([]);
  });

  test('has no line for a step that has not begun, and none for each percent', async () => {
    // Prepare
    const at = (progress: number) => ({
      marketplace: {
        steps: [
          { id: 'a', name: 'A', status: 'in-progress', progress },
          { id: 'b', name: 'B', status: 'not-started', progress: 0 },
        ],
      },
    });
    service = await startService([
      running('publishing', at(1)),
      running('publishing', at(2)),
      ended('Succeeded', at(3)),
    ]);

    // Act
    const { lines } = await run();

    // Assess
    expect(lines.filter((line) => line.startsWith('Step'))).toEqual(['Step A: in-progress, 1 %']);
  });
});

describe('an operation that a person ended as succeeded', () => {
  test.each([
    [{ kind: 'principal', id: 'p-1', name: 'Ann' }, 'Ann'],
    [{ kind: 'principal', id: 'p-1' }, 'p-1'],
  ])('has an exit code of its own, and says who said so: %j', async (assertedBy, who) => {
    // Prepare
    service = await startService([
      running('publishing'),
      ended('Succeeded', {
        result: { confirmed: false, assertedBy },
        links: { marketplace: 'https://partner.example/offers' },
      }),
    ]);

    // Act
    const { code, last } = await run();

    // Assess
    expect({ code, last }).toEqual({
      code: 7,
      last: `NotConfirmed: ${who} ended operation op-1 as succeeded; the marketplace has not confirmed it. Look in Partner Center (https://partner.example/offers) whether contoso/offer is live before anything is built on it.`,
    });
  });
});

describe('an operation that was canceled', () => {
  test.each([
    [{ kind: 'principal', id: 'p-1', name: 'Ann' }, 'Ann'],
    [{ kind: 'key' }, 'A caller with a function key'],
    [{ kind: 'queue' }, 'The sender of a message'],
    [{ kind: 'operation', id: 'op-2' }, 'Operation op-2'],
    [undefined, 'Somebody'],
  ])('is red, and says who did it and why: %j', async (canceledBy, who) => {
    // Prepare
    const cancellation = { state: 'canceled', reason: 'Wrong day', message: 'Nothing was submitted.' };
    service = await startService([ended('Canceled', { canceledBy, cancellation })]);

    // Act
    const { code, last } = await run();

    // Assess
    expect({ code, last }).toEqual({
      code: 1,
      last: `Canceled: ${who} canceled the operation. Wrong day. Nothing was submitted. Start another go-live when it is wanted again.`,
    });
  });
});
