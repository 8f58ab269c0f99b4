import { cancel } from '../../src/activities/cancel.ts';
import { inspect } from '../../src/activities/inspect.ts';
import { observe } from '../../src/activities/observe.ts';
import type { CommandOf } from '../../src/domain/command.ts';
import type { RunningOutcome } from '../../src/domain/observation.ts';
import type { Marketplace } from '../../src/marketplace/port.ts';
import { anOffer, anOperation, aRunning } from '../domain/go-lives.ts';

const OFFER = { publisherId: 'contoso', offerId: 'vm' };
const OPERATION = { operationId: 'ours', version: '2', ref: '/ours' };
const COMMAND: CommandOf<'cancel'> = { kind: 'cancel', ...OFFER, ...OPERATION, notificationEmails: ['a@contoso.com'] };
const ours = aRunning({ operationId: 'ours' });

/** A run of the activity; `running` is there when a cancel would stop whatever runs. */
async function run(running?: RunningOutcome, elapsedMs = 0) {
  const calls: string[] = [];
  let now = 0;
  const marketplace: Marketplace = {
    inspect: async (offerId, watched) => {
      calls.push(`inspect ${offerId} ${JSON.stringify(watched)}`);
      return { kind: 'inspected', offer: anOffer() };
    },
    submit: () => Promise.reject(new Error('not asked for')),
    observe: async (offerId, ref) => {
      calls.push(`observe ${offerId} ${ref}`);
      return { kind: 'observed', operation: anOperation() };
    },
    ...(running && {
      running: async (offerId, { operationId }) => {
        calls.push(`running ${offerId} ${operationId}`);
        now += elapsedMs;
        return running;
      },
    }),
    cancel: async (offerId, { ref }, { notificationEmails, inTime }) => {
      if (!inTime()) return { kind: 'not-sent', message: 'late' };
      calls.push(`cancel ${offerId} ${ref} ${notificationEmails}`);
      return { kind: 'canceling' };
    },
  };
  const ports = { marketplace: () => marketplace, clock: { wallMs: () => now, monotonicMs: () => now } };
  return { outcome: await cancel(COMMAND, ports), calls, ports };
}

describe('R14: where a cancel names the offer and not the operation', () => {
  test('is sent while ours runs, and nothing else', async () => {
    const { outcome, calls } = await run({ kind: 'running', operations: [ours] });

    expect(calls).toEqual(['running vm ours', 'cancel vm /ours a@contoso.com']);
    expect(outcome).toEqual({ kind: 'canceling' });
  });

  test('a publish that waits for its sign-off does not run', async () => {
    const waiting = aRunning({ operationId: 'waiting', reach: 'sign-off' });

    expect((await run({ kind: 'running', operations: [ours, waiting] })).outcome.kind).toBe('canceling');
  });

  test.each([
    ['nothing runs', []],
    ["somebody else's runs", [aRunning()]],
    ['another one runs as well', [ours, aRunning()]],
    ['ours waits for its sign-off', [aRunning({ operationId: 'ours', reach: 'sign-off' })]],
    ['ours has ended', [aRunning({ operationId: 'ours', reach: 'ended' })]],
  ])('%s: not sent', async (_what, operations) => {
    const { outcome, calls } = await run({ kind: 'running', operations });

    expect(calls).toEqual(['running vm ours']);
    expect(outcome).toMatchObject({ kind: 'not-sent' });
  });

  test('the list cannot be read: not sent', async () => {
    const trouble = { kind: 'trouble', reason: 'unavailable', message: '503' } as const;

    expect((await run(trouble)).outcome).toEqual(trouble);
  });

  test('it leaves within 30 s of that look or never', async () => {
    expect((await run({ kind: 'running', operations: [ours] }, 30_000)).outcome.kind).toBe('canceling');
    expect((await run({ kind: 'running', operations: [ours] }, 30_001)).outcome.kind).toBe('not-sent');
  });
});

test('where it names the operation nothing is read before', async () => {
  expect((await run()).calls).toEqual(['cancel vm /ours a@contoso.com']);
});

test('looks ask for what the command says', async () => {
  const { ports, calls } = await run();
  const watched = [{ operationId: 'waiting', ref: '/waiting' }];

  await inspect({ kind: 'inspect', ...OFFER, watched }, ports);
  await observe({ kind: 'observe', ...OFFER, ref: '/ours' }, ports);

  expect(calls.slice(1)).toEqual([`inspect vm ${JSON.stringify(watched)}`, 'observe vm /ours']);
});
