import type { GoLive } from '../../src/domain/go-live.ts';
import type { History } from '../../src/domain/history.ts';
import type { Step } from '../../src/domain/observation.ts';
import { stallOf } from '../../src/domain/stall.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  aStep,
  at,
  cancelAsked,
  goLive,
  inspected,
  observed,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const submitted = goLive(aRequest(), inspected(), [10, accepted]);
const withHistory = (history: Partial<History>): GoLive => ({
  ...submitted,
  history: { basis: 'offer', durations: [DAY], steps: {}, ...history },
});
const look = (seconds: number, overrides: Partial<Step> = {}): [number, ReturnType<typeof observed>] => [
  seconds,
  observed({ steps: [aStep(overrides)] }),
];
const codeOf = (state: GoLive) => state.attention?.code;

describe('a step with a past', () => {
  const steps = { live: { p90: HOUR, samples: 5 } };
  const running = take(withHistory({ steps }), look(100));

  test('is told before three times what nine of ten took, once, and says why', () => {
    // Act
    const before = take(running, look(100 + 2.5 * HOUR));
    const after = take(running, look(100 + 2.7 * HOUR), look(100 + 2.8 * HOUR), look(100 + 9 * HOUR));

    // Assess
    expect(codeOf(before)).toBeUndefined();
    expect(after.attention).toMatchObject({
      code: 'Stalled',
      message:
        'Step "Live" has run since 2026-01-05T09:01:40.000Z. Nine of ten of 5 earlier go-lives of this offer were through with it in 1 h: it appears to stand still.',
    });
    expect(transitions(after).slice(-2)).toEqual(['step-changed', 'attention-needed']);
  });

  test('is looked at right when that is due', () => {
    const state = take(running, look(100 + 2.6 * HOUR - 60));

    expect(stageOf(state, 'publishing').dueAt).toBe(state.now + 60_000);
  });

  test('is over once the step has moved on and two looks in a row show it', () => {
    const stalled = take(running, look(100 + 3 * HOUR));
    const over = take(
      stalled,
      look(100 + 4 * HOUR, { status: 'complete' }),
      look(100 + 4.1 * HOUR, { status: 'complete' }),
    );

    expect(codeOf(stalled)).toBe('Stalled');
    expect(codeOf(over)).toBeUndefined();
    expect(transitions(over).at(-1)).toBe('attention-cleared');
  });

  test('too few samples, a step whose beginning was not seen and a step that is over say nothing', () => {
    const few = take(withHistory({ steps: { live: { p90: HOUR, samples: 2 } } }), look(100), look(4 * HOUR));
    const joined = goLive(aRequest(), inspected(anOffer({ running: [aRunning()] })));
    const { history } = withHistory({ steps });
    const unseen = take({ ...joined, ...(history && { history }) }, look(100), look(4 * HOUR));
    const over = take(running, look(200, { status: 'complete' }), look(4 * HOUR, { status: 'complete' }));

    expect([few, unseen, over].map(codeOf)).toEqual([undefined, undefined, undefined]);
  });

  test('a step that takes seconds may take as long as two looks are apart', () => {
    const short = take(withHistory({ steps: { live: { p90: 5, samples: 5 } } }), look(100));

    expect(codeOf(take(short, look(100 + 599)))).toBeUndefined();
    expect(codeOf(take(short, look(100 + 600)))).toBe('Stalled');
  });
});

describe('the whole, with a past', () => {
  const running = take(withHistory({ basis: 'publisher', durations: [HOUR, HOUR, HOUR] }), look(100));

  test('is told whichever step it stands at', () => {
    const state = take(running, look(9000, { status: 'complete' }), look(10 + 2.7 * HOUR, { status: 'complete' }));

    expect(state.attention?.message).toBe(
      'Marketplace operation ours has run since 2026-01-05T09:00:10.000Z. Nine of ten of 3 earlier go-lives of this publisher were through with it in 1 h: it appears to stand still.',
    );
  });

  test('what was joined is not compared', () => {
    const { history } = running;
    const joined = goLive(aRequest(), inspected(anOffer({ running: [aRunning()] })));
    const state = take({ ...joined, ...(history && { history }) }, look(100), look(5 * HOUR));

    expect(codeOf(state)).toBeUndefined();
  });
});

describe('without a past', () => {
  test('is told within a day in which nothing has changed', () => {
    const running = take(submitted, look(100));
    const state = take(running, look(100 + 23 * HOUR));

    expect(codeOf(take(running, look(99 + 23 * HOUR)))).toBeUndefined();
    expect(state.attention).toMatchObject({
      code: 'Stalled',
      message:
        'Since 2026-01-05T09:01:40.000Z nothing has changed in step "Live" of marketplace operation ours, and no earlier go-lives tell how long it takes.',
    });
  });

  test("a step that takes more than twice the marketplace's own estimate is told earlier, but not in its first hour", () => {
    const step = { estimate: '< 4 hours', estimateSeconds: 4 * HOUR };
    const short = { estimate: '< 5 min', estimateSeconds: 300 };
    const running = take(submitted, look(100, step));
    const state = take(running, look(100 + 8 * HOUR, step));

    expect(codeOf(take(running, look(99 + 8 * HOUR, step)))).toBeUndefined();
    expect(state.attention?.message).toContain('The marketplace\'s own estimate of it is "< 4 hours".');
    expect(codeOf(take(submitted, look(100, short), look(99 + HOUR, short)))).toBeUndefined();
    expect(codeOf(take(submitted, look(100, short), look(100 + HOUR, short)))).toBe('Stalled');
  });

  test('whatever the marketplace says, a day is the longest', () => {
    const step = { estimateSeconds: 5 * DAY };

    expect(codeOf(take(submitted, look(100, step), look(100 + 23 * HOUR, step)))).toBe('Stalled');
  });

  test('before the first look only the whole can be judged', () => {
    const stall = stallOf(withHistory({ durations: [HOUR, HOUR, HOUR] }), stageOf(submitted, 'publishing'));

    expect(stall.at).toBe(at(10 + 2.6 * HOUR));
  });

  test('an operation without steps stands still too', () => {
    const state = take(submitted, [23 * HOUR + 10, observed()]);

    expect(state.attention?.message).toBe(
      'Since 2026-01-05T09:00:10.000Z nothing has changed in marketplace operation ours, and no earlier go-lives tell how long it takes.',
    );
  });
});

test('a step that waits for a person is called that, and one of an unknown word that stands still is called stalled', () => {
  const blocked = take(submitted, look(100, { status: 'blocked' }), look(DAY + 100, { status: 'blocked' }));
  const odd = observed({ unknownStatus: true, status: 'Dreaming' });

  expect(codeOf(blocked)).toBe('PersonNeeded');
  expect(codeOf(take(submitted, [100, odd], [DAY + 100, odd]))).toBe('Stalled');
});

test('while a cancel is being asked for, what was told about it stays', () => {
  const asking = take(take(submitted, look(100)), [200, cancelAsked]);
  const answer = { kind: 'cancel', result: { kind: 'trouble', reason: 'unavailable', message: 'away' } } as const;
  const refused = {
    kind: 'cancel',
    result: { kind: 'refused', cause: { code: 'MarketplaceFailed', message: 'no' } },
  } as const;
  const waiting = take(asking, [201, observed({ steps: [aStep()] })], [202, refused]);

  expect(codeOf(waiting)).toBe('MarketplaceFailed');
  // The look before the next check for a stall, a day later.
  const looked = take(waiting, [DAY + 300, observed({ steps: [aStep()] })]);
  expect(looked.stage).toMatchObject({ phase: 'canceling', next: 'send' });
  expect(codeOf(looked)).toBe('MarketplaceFailed');
  expect(codeOf(take(asking, [201, observed({ steps: [aStep()] })], [202, answer]))).toBeUndefined();
});
