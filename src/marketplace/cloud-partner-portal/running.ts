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
  /** There is no list, and nothing that is watched runs. */
  | { kind: 'no-list'; message: string }
  | Exclude<Read, { kind: 'read' | 'not-found' }>;

/**
 * What runs on an offer: the list, then the details of each in it, and of those that are watched. One whose details cannot
 * be read makes the whole unread: where it goes decides whether it is in the way, and whether it is ours.
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

/** What runs while ours is followed. Offers that were not migrated have locations that name an operation by its version. */
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

/** The list does not tell where an operation goes; its steps do. */
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

/** What a go-live is called in the list, where it is called so at all. */
function reachOfBoth({ submissionType = '' }: Submission, reach: Exclude<Reach, 'ended'>): Reach {
  const isGoLive = spelling(submissionType) === 'golive';
  return isGoLive && reach !== 'sign-off' ? 'live' : reach;
}

/** One that is not listed and has ended, or is not known any more, does not run. */
async function describeUnlisted(portal: Portal, { operationId, ref }: Watched): Promise<Described> {
  const looked = await observe(portal, ref);
  if (looked.kind === 'not-found') return { kind: 'described', operations: [] };
  if (looked.kind !== 'observed') return { kind: 'failed', failure: looked };
  const { state, version, reach } = looked.operation;
  if (state !== 'running') return { kind: 'described', operations: [] };
  return { kind: 'described', operations: [{ operationId, ref, ...(version !== undefined && { version }), reach }] };
}
