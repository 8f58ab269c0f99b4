import type { Clock } from '../../src/activities/send-window.ts';
import { submit } from '../../src/activities/submit.ts';
import type { CommandOf } from '../../src/domain/command.ts';
import type { GoLiveAnswer, InspectOutcome } from '../../src/domain/observation.ts';
import type { Marketplace } from '../../src/marketplace/port.ts';
import type { Ticket } from '../../src/platform/record/tickets.ts';
import { anIntent, anOffer, aRequest, aRunning, goLive, START } from '../domain/go-lives.ts';

const SECOND = 1000;
const ACCEPTED: GoLiveAnswer = { kind: 'accepted', operationId: 'ours', ref: '/ours' };

function aSubmit(overrides: Partial<CommandOf<'submit'>> = {}): CommandOf<'submit'> {
  return {
    kind: 'submit',
    checkpoint: goLive(aRequest()),
    publisherId: 'contoso',
    offerId: 'vm',
    intent: anIntent(),
    settleSeconds: 60,
    untaken: [],
    ...overrides,
  };
}

interface World {
  look?: InspectOutcome;
  answer?: GoLiveAnswer;
  ticket?: (attempt: number) => Ticket | Promise<Ticket>;
  /** The times that both clocks return in turn, in milliseconds since the start; the last one repeats. */
  clock?: Partial<Clock>;
}

/** Runs the activity and returns what it did, in order. */
async function run(command: CommandOf<'submit'>, { look, answer = ACCEPTED, ticket, clock }: World = {}) {
  const calls: string[] = [];
  const marketplace: Marketplace = {
    inspect: async (_offerId, watched = []) => {
      calls.push(['inspect', ...watched.map(({ operationId }) => operationId)].join(' '));
      return look ?? { kind: 'inspected', offer: anOffer() };
    },
    submit: async (_offerId, { version }, inTime) => {
      if (!inTime()) return { kind: 'not-sent', reason: 'late', message: 'late' };
      calls.push(`post ${version}`);
      return answer;
    },
    observe: () => Promise.reject(new Error('not asked for')),
    cancel: () => Promise.reject(new Error('not asked for')),
  };
  const outcome = await submit(command, {
    marketplace: () => marketplace,
    prepare: async () => void calls.push('prepare'),
    takeTicket: async ({ request: { operationId } }, attempt) => {
      calls.push(`ticket ${operationId} ${attempt}`);
      return ticket ? ticket(attempt) : { kind: 'won', at: START };
    },
    clock: { wallMs: () => START, monotonicMs: () => 0, ...clock },
  });
  return { outcome, calls };
}

test('gets what takes time, takes its ticket, looks once more, and posts', async () => {
  const { outcome, calls } = await run(aSubmit());

  expect(calls).toEqual(['prepare', 'ticket op-1 1', 'inspect', 'post 2']);
  expect(outcome).toEqual(ACCEPTED);
});

test('hands back the ticket with an answer that does not tell', async () => {
  const { outcome } = await run(aSubmit(), { answer: { kind: 'unknown', message: 'reset' } });

  expect(outcome).toEqual({ kind: 'unknown', message: 'reset', ticketAt: START, holdsTicket: true });
});

describe('the ticket', () => {
  test('that somebody else holds: does not look, does not post, and does not know', async () => {
    const { outcome, calls } = await run(aSubmit(), { ticket: () => ({ kind: 'taken', at: START - 5 * SECOND }) });

    expect(calls).toEqual(['prepare', 'ticket op-1 1']);
    expect(outcome).toMatchObject({ kind: 'unknown', ticketAt: START - 5 * SECOND, holdsTicket: false });
  });

  test('R12: of an operation that was closed from outside cannot be won: nothing is sent', async () => {
    const { outcome, calls } = await run(aSubmit(), { ticket: () => ({ kind: 'closed' }) });

    expect(calls).toEqual(['prepare', 'ticket op-1 1']);
    expect(outcome).toEqual({ kind: 'taken-over' });
  });

  test('that cannot be had, because the record is away: nothing is sent, and whether it was taken is not known', async () => {
    const { outcome, calls } = await run(aSubmit(), { ticket: () => Promise.reject(new Error('the record is away')) });

    expect(calls).toEqual(['prepare', 'ticket op-1 1']);
    expect(outcome).toEqual({ kind: 'no-ticket', message: 'the record is away' });
  });

  test('R11: is taken and nothing is sent when a cancel was asked for', async () => {
    const { outcome, calls } = await run(aSubmit({ withheld: true }));
    const late = await run(aSubmit({ withheld: true }), { ticket: () => ({ kind: 'taken', at: START }) });

    expect(calls).toEqual(['prepare', 'ticket op-1 1']);
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'withheld' });
    expect(late.outcome.kind).toBe('unknown');
  });
});

describe('R1: with its ticket it looks once more, and posts only if all is as the intent says', () => {
  const waiting = aRunning({ operationId: 'waiting', reach: 'sign-off' });

  test.each([
    ['something runs', anOffer({ running: [aRunning()] })],
    ['the status is another', anOffer({ status: 'failed', statusWord: 'Failed' })],
    ['the status is another one that we do not know', anOffer({ status: 'unknown', statusWord: 'Odd' })],
    ['another version is live', anOffer({ production: { kind: 'holds', version: '3' } })],
    ['nothing is live any more', anOffer({ production: { kind: 'empty' } })],
    ['another version is in preview', anOffer({ preview: { kind: 'holds', version: '3' } })],
    ['nothing is in preview', anOffer({ preview: { kind: 'empty' } })],
  ])('%s: not sent', async (_what, offer) => {
    const { outcome, calls } = await run(aSubmit(), { look: { kind: 'inspected', offer } });

    expect(calls).toEqual(['prepare', 'ticket op-1 1', 'inspect']);
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'changed',
      message: expect.stringMatching(/^Not sent: /),
    });
  });

  test('a publish that waited has been signed off: not sent; it is looked at by its id', async () => {
    const before = { ...anIntent().before, running: [waiting] };
    const command = aSubmit({ intent: anIntent({ before }) });
    const look = (reach: 'sign-off' | 'live'): InspectOutcome => ({
      kind: 'inspected',
      offer: anOffer({ running: [{ ...waiting, reach }] }),
    });

    const same = await run(command, { look: look('sign-off') });
    const signedOff = await run(command, { look: look('live') });

    expect(same.calls).toEqual(['prepare', 'ticket op-1 1', 'inspect waiting', 'post 2']);
    expect(signedOff.outcome).toMatchObject({ kind: 'not-sent', reason: 'changed' });
  });

  test('a word that is spelled otherwise is the same, one that we do not know must be the same', async () => {
    const known: InspectOutcome = { kind: 'inspected', offer: anOffer({ statusWord: 'waiting for publisher review' }) };
    const odd = anIntent({ before: { ...anIntent().before, status: 'unknown', statusWord: 'Odd' } });
    const other: InspectOutcome = { kind: 'inspected', offer: anOffer({ status: 'unknown', statusWord: 'Odder' }) };

    expect((await run(aSubmit(), { look: known })).outcome).toEqual(ACCEPTED);
    expect((await run(aSubmit({ intent: odd }), { look: other })).outcome).toMatchObject({ reason: 'changed' });
  });

  test.each<[string, InspectOutcome, object]>([
    [
      'throttled',
      { kind: 'trouble', reason: 'throttled', message: '429', retryAfterSeconds: 7 },
      { kind: 'not-sent', reason: 'throttled', message: '429', retryAfterSeconds: 7 },
    ],
    [
      'away',
      { kind: 'trouble', reason: 'timed-out', message: 'no answer' },
      { kind: 'not-sent', reason: 'unavailable', message: 'no answer' },
    ],
    [
      'refused',
      { kind: 'refused', cause: { code: 'PublisherAccessDenied', message: '403' } },
      { kind: 'refused', cause: { code: 'PublisherAccessDenied', message: '403' } },
    ],
  ])('a look that is %s: not sent', async (_what, look, expected) => {
    const { outcome, calls } = await run(aSubmit(), { look });

    expect(calls).not.toContain('post 2');
    expect(outcome).toEqual(expected);
  });
});

describe('R2: the POST leaves within 30 s of the ticket or never', () => {
  const at = (...times: number[]) => {
    let question = 0;
    return () => times[Math.min(question++, times.length - 1)] ?? 0;
  };

  test.each<[string, Partial<Clock>, string]>([
    ['both clocks in time', { wallMs: at(START, START + 30 * SECOND), monotonicMs: at(0, 30 * SECOND) }, 'accepted'],
    ['the wall clock late: the machine was suspended', { wallMs: at(START, START + 30_001) }, 'not-sent'],
    ['the monotonic clock late: somebody set the other', { monotonicMs: at(0, 30_001) }, 'not-sent'],
    [
      'the wall clock set back',
      { wallMs: at(START, START - 60 * SECOND), monotonicMs: at(0, 31 * SECOND) },
      'not-sent',
    ],
  ])('%s', async (_what, clock, kind) => {
    expect((await run(aSubmit(), { clock })).outcome.kind).toBe(kind);
  });

  test('the time counts from before the ticket is asked for', async () => {
    let now = START;
    const { outcome } = await run(aSubmit(), {
      ticket: () => {
        now += 31 * SECOND;
        return { kind: 'won', at: now };
      },
      clock: { wallMs: () => now },
    });

    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'late' });
  });
});

describe('R2: POSTs before it of which not even the ticket is known', () => {
  const command = aSubmit({ intent: anIntent({ attempt: 3 }), untaken: [1, 2] });
  const earlier =
    (first: Ticket) =>
    (attempt: number): Ticket =>
      attempt === 1 ? first : { kind: 'won', at: START };

  test('their tickets are taken first, so that nobody sends them any more', async () => {
    const { calls } = await run(command, { ticket: earlier({ kind: 'won', at: START }) });

    expect(calls).toEqual(['prepare', 'ticket op-1 1', 'ticket op-1 2', 'ticket op-1 3', 'inspect', 'post 2']);
  });

  test('one that was taken so late that what it sent may not show yet: nothing is sent now', async () => {
    const takenBefore = (seconds: number) =>
      run(command, { ticket: earlier({ kind: 'taken', at: START - seconds * SECOND }) });

    expect((await takenBefore(219)).outcome).toMatchObject({ kind: 'not-sent', reason: 'late' });
    expect((await takenBefore(220)).outcome).toEqual(ACCEPTED);
  });

  test('of an operation that was closed nothing is sent', async () => {
    expect((await run(command, { ticket: earlier({ kind: 'closed' }) })).outcome).toEqual({ kind: 'taken-over' });
  });
});
