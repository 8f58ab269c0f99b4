import type { Actor } from '../../src/domain/actor.ts';
import { next } from '../../src/domain/next.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { accepted, aRequest, goLive, inspected, observed, signaled, take } from './go-lives.ts';

const ANN: Actor = { kind: 'principal', id: 'ann-id', name: 'Ann' };
const KEY: Actor = { kind: 'key' };
const cancel = (by: Actor, supersededBy?: string) =>
  signaled({ kind: 'cancel', by, notificationEmails: [], ...(supersededBy !== undefined && { supersededBy }) });
const by = (state: ReturnType<typeof goLive>) =>
  Object.fromEntries(state.outbox.transitions.map((transition) => [transition.name, transition.by]));

test('shows the requester', () => {
  const state = goLive(aRequest({ requestedBy: ANN }));

  expect(viewOf(state).requestedBy).toEqual(ANN);
  expect(by(state)).toEqual({ accepted: ANN });
});

test('says who canceled it: in the operation, at the wish and at the end', () => {
  const state = goLive(aRequest({ requestedBy: ANN }), cancel(KEY));

  expect(viewOf(state)).toMatchObject({ requestedBy: ANN, canceledBy: KEY });
  expect(by(state)).toEqual({ accepted: ANN, 'cancel-requested': KEY, canceled: KEY });
});

test('an operation that wants the place of another says which it is', () => {
  // Prepare
  const request = aRequest({ operationId: 'op-2', laneKey: 'contoso/vm', onConflict: 'supersede' });
  const behind = { kind: 'enter-lane', result: { kind: 'entered', position: 1, holder: 'op-1' } } as const;

  // Act
  const state = goLive(request, behind, { kind: 'find-operation', result: { kind: 'alive' } });

  // Assess
  expect(next(told(state))).toMatchObject({
    kind: 'signal-operation',
    signal: { by: { kind: 'operation', id: 'op-2' }, supersededBy: 'op-2' },
  });
});

test("a person's cancel stands over an operation's, and no other person's over the first", () => {
  const publishing = goLive(aRequest(), inspected(), accepted, observed());
  const superseded = take(publishing, cancel({ kind: 'operation', id: 'op-2' }, 'op-2'));

  expect(viewOf(take(superseded, cancel(ANN))).canceledBy).toEqual(ANN);
  expect(viewOf(take(superseded, cancel(ANN), cancel(KEY))).canceledBy).toEqual(ANN);
});

test("a person's cancel of one whose sender is not known says nobody", () => {
  const publishing = goLive(aRequest(), inspected(), accepted, observed());
  const superseded = take(publishing, cancel({ kind: 'operation', id: 'op-2' }, 'op-2'));
  const raised = signaled({ kind: 'cancel', notificationEmails: [] });

  expect(viewOf(take(superseded, raised)).canceledBy).toEqual({ kind: 'operation', id: 'op-2' });
  expect(viewOf(take(publishing, raised)).canceledBy).toBeUndefined();
});

test('says who approved, and who rejected', () => {
  const decides = (decision: 'approve' | 'reject') =>
    signaled({ kind: 'approval', principalId: 'ann-id', name: 'Ann', decision, wish: 'wish-1' });
  const waiting = goLive(aRequest({ approval: { required: 1, expiresAfterSeconds: 60 } }), inspected());

  expect(by(take(waiting, decides('approve')))).toMatchObject({ approved: ANN });
  expect(by(take(waiting, decides('reject')))).toMatchObject({ failed: ANN });
  expect(viewOf(take(waiting, decides('approve'))).approval?.decisions).toEqual([
    { principalId: 'ann-id', name: 'Ann', decision: 'approve', at: '2026-01-05T09:00:02.000Z' },
  ]);
});

test('the end that nobody wished for is nobody', () => {
  const state = goLive(aRequest(), inspected(), accepted, observed({ state: 'failed' }));

  expect(by(state)['failed']).toBeUndefined();
});

/** The go-live with an empty outbox, so that its stage decides what comes next. */
function told(state: ReturnType<typeof goLive>) {
  const { sequence } = state;
  return take(state, { kind: 'announce', result: { kind: 'announced', written: sequence, published: sequence } });
}
