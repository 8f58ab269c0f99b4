import type { Actor } from '../../src/domain/actor.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  at,
  endOf,
  goLive,
  inspected,
  signaled,
  take,
  timedOut,
  transitions,
} from './go-lives.ts';

const HOUR = 3600;
const BY: Actor = { kind: 'principal', id: 'ann-id' };
const deadline = (seconds: number) => signaled({ kind: 'deadline', by: BY, deadlineAt: at(seconds) });

const publishing = goLive(aRequest({ terms: { deadlineAt: at(2 * HOUR) } }), inspected(), accepted);

test('goes on until the later deadline, and says who gave it', () => {
  const state = take(publishing, deadline(4 * HOUR));

  expect(viewOf(state)).toMatchObject({
    deadline: '2026-01-05T13:00:00.000Z',
    deadlineChange: { requestedAt: '2026-01-05T09:00:03.000Z', by: BY },
  });
  expect(state.outbox.transitions.at(-1)).toMatchObject({ name: 'deadline-changed', by: BY });
  expect(take(state, [3 * HOUR, timedOut]).stage.phase).toBe('publishing');
  expect(endOf(take(state, [4 * HOUR, timedOut]))).toBe('Failed DeadlineExceeded');
});

test('is given up at the earlier deadline', () => {
  const state = take(publishing, deadline(HOUR));

  expect(endOf(take(state, [HOUR, timedOut]))).toBe('Failed DeadlineExceeded');
});

test('the same deadline twice is one change', () => {
  const once = take(publishing, deadline(HOUR));

  expect(transitions(take(once, deadline(HOUR)))).toEqual(transitions(once));
});

test('means nothing to what has ended', () => {
  const ended = goLive(aRequest(), inspected(anOffer({ preview: { kind: 'empty' } })));

  expect(take(ended, deadline(HOUR)).request).toEqual(ended.request);
});
