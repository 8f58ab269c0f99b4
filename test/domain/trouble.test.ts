import type { Outcome } from '../../src/domain/command.ts';
import type { Trouble } from '../../src/domain/observation.ts';
import {
  accepted,
  aRequest,
  goLive,
  inspected,
  looked,
  nextLookIn,
  observed,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const publishing = goLive(aRequest(), inspected(), accepted);
const troubled = (reason: Trouble['reason'], retryAfterSeconds?: number) =>
  looked({ kind: 'trouble', reason, message: `it is ${reason}`, retryAfterSeconds });
const interrupted = { kind: 'observe', result: { kind: 'interrupted', message: 'it is interrupted' } } as const;

test.each([
  ['throttled', 'MarketplaceThrottling'],
  ['unavailable', 'MarketplaceUnavailable'],
  ['timed-out', 'MarketplaceUnavailable'],
] as const)('%s passes by itself: told at the third time in a row', (reason, code) => {
  const twice = take(publishing, troubled(reason), troubled(reason));
  const thrice = take(twice, troubled(reason));

  expect(twice.attention).toBeUndefined();
  expect(thrice.attention).toMatchObject({ code, message: `it is ${reason}` });
});

test('an activity that ended without an answer is trouble as well', () => {
  const state = take(publishing, interrupted, interrupted, interrupted);

  expect(stageOf(state, 'publishing').consecutiveFailures).toBe(3);
  expect(state.attention?.code).toBe('MarketplaceUnavailable');
});

test.each([
  ['unauthorized', 'MarketplaceUnauthorized'],
  ['not-understood', 'ContractChanged'],
] as const)('%s does not pass by itself: told at once', (reason, code) => {
  expect(take(publishing, troubled(reason)).attention?.code).toBe(code);
});

test('a refusal while following is told with its code and never ends the go-live', () => {
  const state = take(
    publishing,
    looked({ kind: 'refused', cause: { code: 'PublisherAccessDenied', message: 'no rights' } }),
  );

  expect(state.stage.phase).toBe('publishing');
  expect(state.attention).toMatchObject({ code: 'PublisherAccessDenied', message: 'no rights' });
});

test('slows down, and is back to the schedule after the first good look', () => {
  const once = take(publishing, troubled('unavailable'));
  const twice = take(once, troubled('unavailable'));
  const good = take(twice, observed());

  expect([once, twice, good].map(nextLookIn)).toEqual([60, 120, 30]);
});

test('a refusal to answer is kept', () => {
  expect(nextLookIn(take(publishing, troubled('throttled', 900)))).toBe(900);
});

test('is told once for each reason, its newest words are shown, and that it is over is told once', () => {
  const state = take(
    publishing,
    troubled('not-understood'),
    looked({ kind: 'trouble', reason: 'not-understood', message: 'HTML' }),
  );
  const over = take(state, observed(), observed());

  expect(state.attention).toMatchObject({ message: 'HTML', since: publishing.now + 1000 });
  expect(transitions(over)).toEqual(['accepted', 'submitted', 'attention-needed', 'attention-cleared']);
});

test('another reason is told anew', () => {
  const state = take(publishing, troubled('not-understood'), troubled('unauthorized'));

  expect(transitions(state).slice(-2)).toEqual(['attention-needed', 'attention-needed']);
});

describe('trouble that comes and goes', () => {
  const bad = troubled('unauthorized');

  test('is over after two good looks in a row', () => {
    const one = take(publishing, bad, observed());
    const interruptedAgain = take(one, troubled('unavailable'), observed());
    const two = take(interruptedAgain, observed());

    expect([one, interruptedAgain].map(({ attention }) => attention?.code)).toEqual([
      'MarketplaceUnauthorized',
      'MarketplaceUnauthorized',
    ]);
    expect(two.attention).toBeUndefined();
  });

  test('is announced again after a quarter of an hour at the earliest; what was not announced is not announced as over', () => {
    const flaps: [number, Outcome][] = [100, 200, 300, 800].flatMap((seconds) => [
      [seconds, bad],
      [seconds + 10, observed()],
      [seconds + 20, observed()],
    ]);
    const state = take(publishing, [10, bad], [20, observed()], [30, observed()], ...flaps);
    const later = take(state, [911, bad]);

    expect(transitions(state)).toEqual(['accepted', 'submitted', 'attention-needed', 'attention-cleared']);
    expect(transitions(later).slice(4)).toEqual(['attention-needed']);
  });

  test('is announced when it has lasted until then', () => {
    const state = take(publishing, [10, bad], [20, observed()], [30, observed()], [40, bad], [909, bad], [911, bad]);

    expect(transitions(state)).toEqual([
      'accepted',
      'submitted',
      'attention-needed',
      'attention-cleared',
      'attention-needed',
    ]);
    expect(state.attention?.since).toBe(publishing.now - 2000 + 40_000);
  });

  test('another reason takes its place quietly, and the end of both is told', () => {
    const other = troubled('not-understood');
    const state = take(publishing, [10, bad], [20, other], [30, bad], [40, observed()], [50, observed()]);

    expect(transitions(state).slice(2)).toEqual(['attention-needed', 'attention-needed', 'attention-cleared']);
  });
});
