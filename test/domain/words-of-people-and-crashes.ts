import type { CancelOutcome } from '../../src/domain/observation.ts';
import type { Phase } from '../../src/domain/phase.ts';
import type { Draft } from './case-draft.ts';
import { at } from './go-lives.ts';
import type { Meaning, Vocabulary } from './vocabulary.ts';

const cancelFrom =
  (from: Phase): Meaning =>
  (draft) =>
    void draft.signals.push({ from, signal: { kind: 'cancel', notificationEmails: [] } });
const decides =
  (principalId: string, decision: 'approve' | 'reject'): Meaning =>
  (draft) =>
    void draft.signals.push({
      from: 'awaiting-approval',
      signal: { kind: 'approval', principalId, decision },
    });
const cancelAnswer =
  (result: CancelOutcome, cancels: boolean): Meaning =>
  (draft) =>
    void draft.cancels.push({ answer: result, cancels });
const cancelTrouble: CancelOutcome = { kind: 'trouble', reason: 'unavailable', message: '503' };

export const PEOPLE: Vocabulary = {
  '-': () => undefined,
  'cancel while scheduled': cancelFrom('scheduled'),
  'cancel while awaiting approval': cancelFrom('awaiting-approval'),
  'cancel while queued': cancelFrom('queued'),
  'cancel while checking': cancelFrom('checking'),
  'cancel while submitting': cancelFrom('submitting'),
  'cancel while settling': cancelFrom('settling'),
  'cancel while publishing': cancelFrom('publishing'),
  'cancel after #': (draft, seconds) =>
    void draft.signals.push({ from: at(seconds), signal: { kind: 'cancel', notificationEmails: [] } }),
  'cancel again': cancelFrom('canceling'),
  'answered canceled': cancelAnswer({ kind: 'canceled' }, true),
  'answered canceling': cancelAnswer({ kind: 'canceling' }, true),
  'answered canceling in vain': cancelAnswer({ kind: 'canceling' }, false),
  'answered too late': cancelAnswer({ kind: 'too-late', message: 'no longer' }, false),
  'answered 404': cancelAnswer({ kind: 'not-found', message: '404' }, false),
  'answered 503': cancelAnswer(cancelTrouble, false),
  'answered 503 but taken': cancelAnswer(cancelTrouble, true),
  'answered 400': cancelAnswer({ kind: 'refused', problem: { code: 'SubmissionRejected', message: '400' } }, false),
  'ann approves': decides('ann', 'approve'),
  'bob approves': decides('bob', 'approve'),
  'bob rejects': decides('bob', 'reject'),
};

const dies =
  (crash: Draft['crash']): Meaning =>
  (draft) => {
    draft.crash = crash;
  };

const LANE_CALLS = ['enter-lane', 'leave-lane', 'find-operation', 'signal-operation'];

export const CRASH: Vocabulary = {
  no: () => undefined,
  'before the POST': dies((kind, earlier) => (kind === 'submit' && earlier === 0 ? 'begun' : undefined)),
  'after the POST': dies((kind, earlier) => (kind === 'submit' && earlier === 0 ? 'after' : undefined)),
  'after the POST for good': dies((kind, earlier) => (kind === 'submit' && earlier === 0 ? 'lost' : undefined)),
  'after each POST': dies((kind) => (kind === 'submit' ? 'after' : undefined)),
  'after each look': dies((kind) => (kind === 'inspect' || kind === 'observe' ? 'after' : undefined)),
  'after each event': dies((kind) => (kind === 'announce' ? 'after' : undefined)),
  'after each cancel': dies((kind) => (kind === 'cancel' ? 'after' : undefined)),
  'after each step': dies(() => 'after'),
  'lane calls lost at first': dies((kind, earlier) =>
    LANE_CALLS.includes(kind) && earlier === 0 ? 'lost' : undefined,
  ),
  'Event Grid away for #': (draft, seconds) => {
    draft.eventGridAwaySeconds = seconds;
  },
};
