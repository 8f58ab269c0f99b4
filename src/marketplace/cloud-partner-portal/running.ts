import type { Reach, RunningOperation, RunningOutcome, Watched } from '../../domain/observation.ts';
import { notUnderstood, type Read, read, unauthorized } from '../http/read.ts';
import type { Canceled } from '../port.ts';
import { spelling } from '../text/spelling.ts';
import { observe } from './observe.ts';
import { readSubmissions, type Submission } from './offer-body.ts';
import { pathsOf } from './paths.ts';
import type { Portal } from './portal.ts';

export type Running =
  | { kind: 'running'; operations: RunningOperation[] }
  /** There is no list, and no watched operation is running. */
  | { kind: 'no-list'; message: string }
  | Exclude<Read, { kind: 'read' | 'not-found' }>;

/**
 * Reads what is running on an offer: the list, then the details of each entry and of each watched operation. One with
 * unreadable details makes the whole unreadable: its target decides whether it is in the way, and whether it is ours.
 */
export async function readRunning(portal: Portal, offerId: string, watched: readonly Watched[] = []): Promise<Running> {
  const paths = pathsOf(portal.publisherId, offerId);
  const list = await read(portal, 'submissions', paths.runningSubmissions);
  if (list.kind === 'not-found') return { kind: 'no-list', message: list.message };
  if (list.kind !== 'read') return list;
  const listed = readSubmissions(list.value);
  if (listed === undefined) return notUnderstood(portal, 'submissions', list.answer, 'the body is no list');
  const unlisted = watched.filter(({ operationId }) => listed.every(({ id }) => id !== operationId));
  const looks = await Promise.all([
    ...listed.map((submission) => describe(portal, paths.operation(submission.id), submission)),
    ...unlisted.map((operation) => describeUnlisted(portal, operation)),
  ]);
  const operations: RunningOperation[] = [];
  for (const look of looks) {
    if (look.kind === 'failed') return look.failure;
    operations.push(...look.operations);
  }
  return { kind: 'running', operations };
}

/** What is running while ours is followed. Locations of offers that were not migrated name an operation by version. */
export async function running(portal: Portal, offerId: string, ours: Canceled): Promise<RunningOutcome> {
  const read = await readRunning(portal, offerId);
  if (read.kind === 'denied') return unauthorized(read.cause);
  if (read.kind === 'no-list') return { kind: 'running', operations: [] };
  if (read.kind !== 'running') return read;
  const isOurs = ({ version }: RunningOperation) => ours.operationId.includes('$') && version === ours.version;
  const named = (each: RunningOperation) => (isOurs(each) ? { ...each, operationId: ours.operationId } : each);
  return { kind: 'running', operations: read.operations.map(named) };
}

type Described =
  | { kind: 'described'; operations: RunningOperation[] }
  | { kind: 'failed'; failure: Exclude<Running, { kind: 'running' | 'no-list' }> };

/** The list does not show an operation's target; its steps do. */
async function describe(portal: Portal, ref: string, submission: Submission): Promise<Described> {
  const looked = await observe(portal, ref);
  if (looked.kind === 'not-found') {
    const message = `${looked.message} (asked for operation ${submission.id}, which is listed as running)`;
    return { kind: 'failed', failure: { kind: 'trouble', reason: 'unavailable', message } };
  }
  if (looked.kind !== 'observed') return { kind: 'failed', failure: looked };
  const { operation } = looked;
  const version = submission.publishingVersion ?? operation.version;
  const reach: Reach = operation.state === 'running' ? reachOfBoth(submission, operation.reach) : 'ended';
  const described = { operationId: submission.id, ref, ...(version !== undefined && { version }), reach };
  return { kind: 'described', operations: [described] };
}

/** Combines the list's word for a go-live, which it does not always use, with the steps. */
function reachOfBoth({ submissionType = '' }: Submission, reach: Exclude<Reach, 'ended'>): Reach {
  const isGoLive = spelling(submissionType) === 'golive';
  return isGoLive && reach !== 'sign-off' ? 'live' : reach;
}

/** An unlisted operation that has ended, or is no longer known, is not running. */
async function describeUnlisted(portal: Portal, { operationId, ref }: Watched): Promise<Described> {
  const looked = await observe(portal, ref);
  if (looked.kind === 'not-found') return { kind: 'described', operations: [] };
  if (looked.kind !== 'observed') return { kind: 'failed', failure: looked };
  const { state, version, reach } = looked.operation;
  if (state !== 'running') return { kind: 'described', operations: [] };
  return { kind: 'described', operations: [{ operationId, ref, ...(version !== undefined && { version }), reach }] };
}
