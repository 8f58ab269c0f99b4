import type { Principal } from '../../src/domain/actor.ts';
import { next } from '../../src/domain/next.ts';
import type { AssertedStatus } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  aRequest,
  aRunning,
  at,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  observed,
  signaled,
  take,
  transitions,
  unknown,
} from './go-lives.ts';

const ANN: Principal = { kind: 'principal', id: 'ann-id', name: 'Ann' };
const BOB: Principal = { kind: 'principal', id: 'bob-id' };
const ended = (as: AssertedStatus, by = ANN) => signaled({ kind: 'end', by, as, reason: 'seen in the portal' });

const publishing = goLive(aRequest(), inspected(), accepted);

test("a success by a person's word says so: it is not confirmed", () => {
  const state = take(publishing, ended('Succeeded'));

  expect(viewOf(state)).toMatchObject({
    status: 'Succeeded',
    result: { version: '2', liveLinks: [], confirmed: false, assertedBy: ANN },
    ending: { requestedAt: '2026-01-05T09:00:03.000Z', as: 'Succeeded', reason: 'seen in the portal' },
    endedBy: ANN,
  });
  expect(transitions(state)).toEqual(['accepted', 'submitted', 'end-requested', 'succeeded']);
});

test('a success that the marketplace shows is confirmed: nothing is said of it', () => {
  const state = take(publishing, observed({ state: 'succeeded' }), inspected(aLiveOffer()));

  expect(viewOf(state).result).toEqual({ version: '2', liveLinks: [] });
});

test.each([
  [ANN, 'Ann'],
  [BOB, 'bob-id'],
])("a failure by a person's word names %#, the reason and what is left alone", (by, name) => {
  const words = `${name} ended it as Failed because: seen in the portal. Marketplace operation ours is no longer followed.`;

  expect(viewOf(take(publishing, ended('Failed', by))).error).toMatchObject({ code: 'EndedByPerson', message: words });
});

test("a cancel by a person's word says what is left alone", () => {
  const { ending, cancellation } = viewOf(take(publishing, ended('Canceled')));

  expect(ending?.message).toBe(
    'Ann ended it as Canceled because: seen in the portal. Marketplace operation ours is no longer followed.',
  );
  expect(cancellation).toBeUndefined();
});

test('each of its transitions says who', () => {
  const state = take(publishing, ended('Canceled'));

  expect(state.outbox.transitions.slice(-2)).toMatchObject([
    { name: 'end-requested', by: ANN },
    { name: 'canceled', by: ANN },
  ]);
});

test('the first asserted end counts', () => {
  const state = take(publishing, ended('Failed'), ended('Succeeded', BOB));

  expect(endOf(state)).toBe('Failed EndedByPerson');
  expect(viewOf(state)).toMatchObject({ ending: { as: 'Failed' }, endedBy: ANN });
});

test('ends an operation whose cancel nobody answers', () => {
  expect(endOf(take(publishing, cancelAsked, ended('Failed')))).toBe('Failed EndedByPerson');
});

test('ends one that follows what somebody else has started', () => {
  const joined = goLive(aRequest(), inspected(anOffer({ running: [aRunning()] })));

  expect(endOf(take(joined, ended('Succeeded')))).toBe('Succeeded');
});

test('asks the marketplace for nothing, and leaves the lane', () => {
  // Prepare
  const entered = { kind: 'enter-lane', result: { kind: 'entered', position: 0, holder: 'op-1' } } as const;
  const followed = goLive(aRequest({ laneKey: 'contoso/vm' }), entered, inspected(), accepted);

  // Act
  const state = take(followed, [3600, ended('Failed')], [3600, told(take(followed, ended('Failed')).sequence)]);

  // Assess
  expect(next(state)).toEqual({ kind: 'leave-lane', laneKey: 'contoso/vm', operationId: 'op-1' });
});

test.each([
  ['scheduled', 'NotSubmitted', goLive(aRequest({ notBefore: at(3600) }))],
  [
    'awaiting-approval',
    'NotSubmitted',
    goLive(aRequest({ approval: { required: 1, expiresAfterSeconds: 60 } }), inspected()),
  ],
  ['queued', 'NotSubmitted', goLive(aRequest({ onConflict: 'queue' }), inspected(anOffer({ running: [aRunning()] })))],
  ['checking', 'NotSubmitted', goLive(aRequest())],
  ['submitting', 'OutcomeUnknown', goLive(aRequest(), inspected())],
  ['settling', 'OutcomeUnknown', goLive(aRequest(), inspected(), unknown)],
])('while %s it is refused, which is told: what a POST has done must be known first', (phase, code, state) => {
  // Act
  const after = take(state, ended('Failed'));

  // Assess
  expect(after.stage).toEqual(state.stage);
  expect(after.stage.phase).toBe(phase);
  expect(transitions(after)).toEqual([...transitions(state), 'end-refused']);
  expect(after.outbox.transitions.at(-1)).toMatchObject({
    by: ANN,
    operation: { refusedEnding: { by: ANN, as: 'Failed', reason: 'seen in the portal', code } },
  });
  expect(viewOf(after).ending).toBeUndefined();
});

test('one that comes again under its own name is refused once', () => {
  const word = signaled({ kind: 'end', by: ANN, as: 'Failed', reason: 'enough', wish: 'wish-1' });
  const settling = goLive(aRequest(), inspected(), unknown);

  expect(transitions(take(settling, word, word)).filter((name) => name === 'end-refused')).toHaveLength(1);
});

test('after the end there is no transition any more', () => {
  const over = take(publishing, ended('Failed'));

  expect(transitions(take(over, ended('Canceled', BOB)))).toEqual(transitions(over));
});

/** Marks everything so far as written and published. */
function told(sequence: number) {
  return { kind: 'announce', result: { kind: 'announced', written: sequence, published: sequence } } as const;
}
