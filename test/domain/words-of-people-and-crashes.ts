import type { CancelOutcome } from '../../src/domain/observation.ts';
import type { AssertedStatus } from '../../src/domain/operation.ts';
import type { Phase } from '../../src/domain/phase.ts';
import type { Death, Fate } from './activity-run.ts';
import type { Draft } from './case-draft.ts';
import { at } from './go-lives.ts';
import type { Course, Deed } from './marketplace-model.ts';
import type { Work } from './simulate.ts';
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

const superseded = (draft: Draft, from: Phase | number) =>
  draft.signals.push({ from, signal: { kind: 'cancel', notificationEmails: [], supersededBy: 'next' } });
const theirs = (what: Deed['what'], lasts: number, end: Course['end'] = 'live') => ({
  what,
  course: { shownAfter: 0, lasts, end, confirmedAfter: 0 },
});
const others =
  (what: Deed['what'], lasts: number): Meaning =>
  (draft, seconds) =>
    void draft.deeds.push({ when: { at: at(seconds) }, ...theirs(what, lasts) });

const ANN = { kind: 'principal', id: 'ann' } as const;
const endedFrom =
  (from: Phase, as: AssertedStatus): Meaning =>
  (draft) =>
    void draft.signals.push({ from, signal: { kind: 'end', by: ANN, as, reason: 'seen in the portal' } });

export const PEOPLE: Vocabulary = {
  '-': () => undefined,
  'others publish after #': others('publish', 1800),
  'others publish at once after #': others('publish', 2),
  'others go live after #': others('go-live', 600),
  'others go live at once after #': others('go-live', 2),
  'others cancel after #': others('cancel', 0),
  'others publish as the POST arrives': (draft) =>
    void draft.deeds.push({ when: { post: 1 }, ...theirs('publish', 0) }),
  'superseded while settling': (draft) => void superseded(draft, 'settling'),
  'superseded while publishing': (draft) => void superseded(draft, 'publishing'),
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
  'answered 400': cancelAnswer({ kind: 'refused', cause: { code: 'SubmissionRejected', message: '400' } }, false),
  'ended as live while checking': endedFrom('checking', 'Succeeded'),
  'ended as live while settling': endedFrom('settling', 'Succeeded'),
  'ended as live while publishing': endedFrom('publishing', 'Succeeded'),
  'ended as failed while publishing': endedFrom('publishing', 'Failed'),
  'ended as canceled while canceling': endedFrom('canceling', 'Canceled'),
  'look after #': (draft, seconds) => void draft.signals.push({ from: at(seconds), signal: { kind: 'look', by: ANN } }),
  'deadline after # while publishing': (draft, seconds) =>
    void draft.signals.push({ from: 'publishing', signal: { kind: 'deadline', by: ANN, deadlineAt: at(seconds) } }),
  'ann approves': decides('ann', 'approve'),
  'bob approves': decides('bob', 'approve'),
  'bob rejects': decides('bob', 'reject'),
};

const fate =
  (happens: Draft['fate']): Meaning =>
  (draft) => {
    draft.fate = happens;
  };
const firstPost = (happens: Fate) =>
  fate((kind, earlier) => (kind === 'submit' && earlier === 0 ? happens : undefined));
const again = (...kinds: Work['kind'][]) =>
  fate((kind) =>
    kinds.length === 0 || kinds.includes(kind) ? { death: { at: 'after', afterwards: 'again' } } : undefined,
  );
const standsStill =
  (at: Death['at'], afterwards: Death['afterwards'], suspended?: true): Meaning =>
  (draft, seconds) =>
    firstPost({ death: { at, afterwards, standsStillFor: seconds, ...(suspended && { suspended }) } })(draft, seconds);

const LANE_CALLS = ['enter-lane', 'leave-lane', 'find-operation', 'signal-operation'];

export const CRASH: Vocabulary = {
  no: () => undefined,
  'before the POST': firstPost({ death: { at: { passed: 'ticket' }, afterwards: 'again' } }),
  'before the POST for good': firstPost({ death: { at: { passed: 'ticket' }, afterwards: 'lost' } }),
  'while the POST is under way': firstPost({ death: { at: { before: 'sent' }, afterwards: 'again' } }),
  'the record away at the POST': firstPost({ recordAway: 'unasked' }),
  'the record silent at the POST': firstPost({ recordAway: 'unanswered' }),
  'after the POST': firstPost({ death: { at: 'after', afterwards: 'again' } }),
  'after the POST for good': firstPost({ death: { at: 'after', afterwards: 'lost' } }),
  'stands still at its begin for #': standsStill({ before: 'prepare' }, 'lost'),
  'stands still before the ticket for #': standsStill({ before: 'ticket' }, 'lost'),
  'stands still before the POST for #': standsStill({ before: 'post' }, 'again'),
  'suspended before the POST for #': standsStill({ before: 'post' }, 'again', true),
  'begins after #': (draft, seconds) => firstPost({ beginsAfter: seconds })(draft, seconds),
  'second run after #': (draft, seconds) => firstPost({ againAfter: seconds })(draft, seconds),
  'second cancel after #': (draft, seconds) =>
    fate((kind) => (kind === 'cancel' ? { againAfter: seconds } : undefined))(draft, seconds),
  'after each POST': again('submit'),
  'after each look': again('inspect', 'observe'),
  'after each event': again('announce'),
  'after each cancel': again('cancel'),
  'after each step': again(),
  'lane calls lost at first': fate((kind, earlier) =>
    LANE_CALLS.includes(kind) && earlier === 0 ? { death: { at: 'after', afterwards: 'lost' } } : undefined,
  ),
  'Event Grid away for #': (draft, seconds) => {
    draft.eventGridAwaySeconds = seconds;
  },
};
