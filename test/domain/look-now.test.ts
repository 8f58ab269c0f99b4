import type { Actor } from '../../src/domain/actor.ts';
import { next } from '../../src/domain/next.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  at,
  goLive,
  inspected,
  nextLookIn,
  notSent,
  observed,
  signaled,
  take,
  timedOut,
  transitions,
  unknown,
} from './go-lives.ts';

const BY: Actor = { kind: 'key' };
const look = signaled({ kind: 'look', by: BY });

const publishing = goLive(aRequest(), inspected(), accepted, observed());

test.each([
  ['publishing', publishing, 'observe'],
  ['settling', goLive(aRequest(), inspected(), unknown), 'inspect'],
  ['queued', goLive(aRequest({ onConflict: 'queue' }), inspected(anOffer({ running: [aRunning()] }))), 'inspect'],
  [
    'scheduled',
    goLive(aRequest({ approval: { required: 1, expiresAfterSeconds: 60 } }), {
      kind: 'inspect',
      result: { kind: 'trouble', reason: 'unavailable', message: '503' },
    }),
    'inspect',
  ],
])('looks at once while %s', (phase, state, command) => {
  const after = take(state, look);

  expect(state.stage.phase).toBe(phase);
  expect(nextLookIn(state)).toBeGreaterThan(1);
  expect(next(quiet(after))).toMatchObject({ kind: command });
  expect(after.outbox.transitions.at(-1)).toMatchObject({ name: 'look-requested', by: BY });
  expect(viewOf(after).look).toEqual({ requestedAt: new Date(after.now).toISOString(), by: BY });
});

test('keeps why', () => {
  const after = take(publishing, signaled({ kind: 'look', by: BY, reason: 'It was repaired.' }));

  expect(viewOf(after).look).toMatchObject({ by: BY, reason: 'It was repaired.' });
});

test('a look that is due already is not put off', () => {
  const due = goLive(aRequest());

  expect(nextLookIn(take(due, [30, look]))).toBe(-30);
});

test('is one look when it is wished for twice in a minute', () => {
  const once = take(publishing, look);

  expect(take(once, [once.now / 1000 - at(0) / 1000 + 59, look]).lookWish).toEqual(once.lookWish);
  expect(transitions(take(once, [62, look]))).toEqual(transitions(once));
});

test('is another look after a minute', () => {
  const once = take(publishing, look, [10, observed()]);

  expect(transitions(take(once, [64, look]))).toEqual([...transitions(once), 'look-requested']);
});

test('does not hurry the look before another POST: what the one before has started must have had its time to show', () => {
  const throttled = goLive(aRequest(), inspected(), notSent('throttled'));

  expect(throttled.stage.phase).toBe('checking');
  expect(take(throttled, look).stage).toEqual(throttled.stage);
});

test.each([
  ['a date is waited for', goLive(aRequest({ notBefore: at(3600) }))],
  ['people are waited for', goLive(aRequest({ approval: { required: 1, expiresAfterSeconds: 60 } }), inspected())],
  ['a POST is to be sent', goLive(aRequest(), inspected())],
  ['it has ended', goLive(aRequest(), inspected(anOffer({ preview: { kind: 'empty' } })))],
])('changes nothing when %s', (_, state) => {
  const after = take(state, look);

  expect(after.stage).toEqual(state.stage);
  expect(after.lookWish).toBeUndefined();
});

/** The go-live with an empty outbox, so that its stage decides what comes next. */
function quiet(state: ReturnType<typeof goLive>) {
  const { sequence } = state;
  return take(
    state,
    [
      (state.now - at(0)) / 1000,
      { kind: 'announce', result: { kind: 'announced', written: sequence, published: sequence } },
    ],
    [(state.now - at(0)) / 1000, timedOut],
  );
}
