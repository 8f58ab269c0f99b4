import type { GoLive } from '../../src/domain/go-live.ts';
import { next } from '../../src/domain/next.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  at,
  cancelAsked,
  goLive,
  inspected,
  observed,
  stageOf,
  take,
  timedOut,
  unknown,
} from './go-lives.ts';

/** With an empty outbox, so that the stage decides. */
function quiet(state: GoLive): GoLive {
  return { ...state, outbox: { ...state.outbox, transitions: [], published: state.sequence } };
}

const approval = { required: 1, expiresAfterSeconds: 3600 };
const waits = anOffer({ running: [aRunning({ operationId: 'waiting', ref: '/waiting', reach: 'sign-off' })] });
const offer = { publisherId: 'contoso', offerId: 'vm' };
const publishing = goLive(aRequest(), inspected(), accepted);
const { intent } = stageOf(goLive(aRequest(), inspected()), 'submitting');

test.each([
  ['checking: looks at the offer', goLive(aRequest()), { kind: 'inspect', ...offer, withHistory: true }],
  [
    'submitting: sends what was recorded',
    goLive(aRequest(), inspected()),
    { kind: 'submit', checkpoint: expect.anything(), ...offer, intent, settleSeconds: 60, untaken: [] },
  ],
  [
    'submitting, a cancel asked for: keeps it from being sent',
    goLive(aRequest(), inspected(), cancelAsked),
    { kind: 'submit', checkpoint: expect.anything(), ...offer, intent, settleSeconds: 60, untaken: [], withheld: true },
  ],
  ['settling: waits for the next look', goLive(aRequest(), inspected(), [2, unknown]), { kind: 'wait', until: at(17) }],
  [
    'settling: looks when it is due',
    goLive(aRequest(), inspected(), [2, unknown], [17, timedOut]),
    { kind: 'inspect', ...offer },
  ],
  [
    'settling: looks at the publish that waited by its id',
    goLive(aRequest(), inspected(waits), [2, unknown], [17, timedOut]),
    { kind: 'inspect', ...offer, watched: [{ operationId: 'waiting', ref: '/waiting' }] },
  ],
  ['before an approval: looks at what is in preview', goLive(aRequest({ approval })), { kind: 'inspect', ...offer }],
  [
    'before an approval, with trouble: waits',
    goLive(aRequest({ approval }), { kind: 'inspect', result: { kind: 'interrupted', message: 'died' } }),
    { kind: 'wait', until: at(61) },
  ],
  ['publishing: waits', publishing, { kind: 'wait', until: at(32) }],
  [
    'publishing: looks at the operation when it is due',
    take(publishing, [32, timedOut]),
    { kind: 'observe', ...offer, ref: '/operations/ours' },
  ],
  ['completed: looks at the offer', take(publishing, observed({ state: 'succeeded' })), { kind: 'inspect', ...offer }],
  ['canceling: looks first', take(publishing, cancelAsked), { kind: 'observe', ...offer, ref: '/operations/ours' }],
  [
    'canceling: then sends the cancel',
    take(publishing, cancelAsked, observed()),
    {
      kind: 'cancel',
      ...offer,
      operationId: 'ours',
      version: '2',
      ref: '/operations/ours',
      notificationEmails: ['a@contoso.com'],
    },
  ],
])('%s', (_title, state, command) => {
  expect(next(quiet(state))).toEqual(command);
});

test('a wait ends when the outbox is to be tried again', () => {
  const state = take(publishing, {
    kind: 'announce',
    result: { kind: 'delayed', written: 0, published: 0, message: '503' },
  });

  expect(next(state)).toEqual({ kind: 'wait', until: at(5) });
});
