import type { InspectOutcome, Refused, RunningOperation, Slot, Step, Trouble } from '../../domain/observation.ts';
import { notUnderstood, type Read, read } from '../http/read.ts';
import { observe } from './observe.ts';
import { readSlotVersion, readStatusWord, readSubmissions, type Submission } from './offer-body.ts';
import { pathsOf } from './paths.ts';
import type { Portal } from './portal.ts';
import { offerStatus } from './words.ts';

/** Reads all that a decision about the offer rests on, at once. */
export async function inspect(portal: Portal, offerId: string): Promise<InspectOutcome> {
  const paths = pathsOf(portal.publisherId, offerId);
  const [status, preview, production, list] = await Promise.all([
    read(portal, 'status', paths.status),
    read(portal, 'slot', paths.slot('Preview')).then((slot) => readSlot(portal, slot)),
    read(portal, 'slot', paths.slot('Production')).then((slot) => readSlot(portal, slot)),
    read(portal, 'submissions', paths.runningSubmissions),
  ]);
  if (status.kind !== 'read') return offerNotRead(status, [preview, production]);
  const statusWord = readStatusWord(status.value);
  if (statusWord === undefined) return notUnderstood(portal, 'status', status.answer, 'the body is no status');
  const word = { status: offerStatus(statusWord), statusWord };

  // Only an offer that was never published has no list; for any other one an absent list is not an empty list.
  if (list.kind === 'not-found' && word.status === 'never-published')
    return { kind: 'inspected', offer: { ...word, preview, production, running: [] } };
  if (list.kind !== 'read') return listNotRead(list);
  const submissions = readSubmissions(list.value);
  if (submissions === undefined) return notUnderstood(portal, 'submissions', list.answer, 'the body is no list');
  const running = await Promise.all(submissions.map((submission) => describe(portal, offerId, submission)));
  return { kind: 'inspected', offer: { ...word, preview, production, running } };
}

type Unread = Exclude<Read, { kind: 'read' }>;

/** An offer that has something in a slot exists, whatever its status answers. */
function offerNotRead(status: Unread, slots: Slot[]): Refused | Trouble {
  if (status.kind === 'denied') return { kind: 'refused', problem: status.problem };
  if (status.kind !== 'not-found') return status;
  if (slots.some(({ kind }) => kind === 'holds'))
    return { kind: 'trouble', reason: 'not-understood', message: `${status.message} (asked for the offer's status)` };
  return { kind: 'refused', problem: { code: 'OfferNotFound', message: status.message } };
}

function listNotRead(list: Unread): Refused | Trouble {
  if (list.kind === 'denied') return { kind: 'refused', problem: list.problem };
  if (list.kind !== 'not-found') return list;
  return { kind: 'trouble', reason: 'not-understood', message: `${list.message} (asked for the running submissions)` };
}

function readSlot(portal: Portal, slot: Read): Slot {
  switch (slot.kind) {
    case 'not-found':
      return { kind: 'empty' };
    case 'trouble':
      return { kind: 'unreadable', reason: slot.message };
    case 'refused':
    case 'denied':
      return { kind: 'unreadable', reason: slot.problem.message };
    case 'read': {
      const version = readSlotVersion(slot.value);
      if (version !== undefined) return { kind: 'holds', version };
      return {
        kind: 'unreadable',
        reason: notUnderstood(portal, 'slot', slot.answer, 'the body has no version').message,
      };
    }
  }
}

/** The list does not tell where an operation goes; its steps do. */
async function describe(portal: Portal, offerId: string, submission: Submission): Promise<RunningOperation> {
  const ref = pathsOf(portal.publisherId, offerId).operation(submission.id);
  const looked = await observe(portal, ref);
  const observed = looked.kind === 'observed' ? looked.operation : undefined;
  const version = submission.publishingVersion ?? observed?.version;
  return {
    operationId: submission.id,
    ref,
    ...(version === undefined ? {} : { version }),
    target: targetOf(observed?.steps ?? []),
  };
}

const BEGUN = new Set(['running', 'waiting-for-approval', 'rejected', 'failed', 'complete']);

/** On its way to live only once the publisher has signed off or the last step has begun: before that, to preview. */
function targetOf(steps: Step[]): RunningOperation['target'] {
  const statusOf = (id: string) => steps.find((step) => step.id.toLowerCase() === id)?.status;
  const signOff = statusOf('publisher-signoff');
  const live = statusOf('live');
  if (signOff === undefined && live === undefined) return 'unknown';
  return signOff === 'complete' || BEGUN.has(live ?? '') ? 'live' : 'preview';
}
