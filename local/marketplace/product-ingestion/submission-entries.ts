import type { Entry } from '../offers/entry.ts';
import { type Offer, type OfferView, viewOffer } from '../offers/offer.ts';
import type { Submission } from '../offers/operation.ts';
import type { Answers } from '../offers/script.ts';
import { DRAFT_NUMBER, submissionNumber } from './durable-id.ts';
import type { Result, Status } from './words.ts';

export type Target = 'draft' | 'preview' | 'live';

/** An active submission of an offer; that of the draft has no state. */
export interface SubmissionEntry {
  number: string;
  target: Target;
  state?: { status: Status; result: Result; created: number };
}

/** Creation time of versions published before the rehearsal, plus a second per version so that older ones are older. */
const BEFORE_ALL_REHEARSALS = Date.parse('2022-02-04T20:07:22.422Z');

const SUCCEEDED = { status: 'completed', result: 'succeeded' } as const;
const FAILED = { status: 'completed', result: 'failed' } as const;
const RUNNING = { status: 'running', result: 'pending' } as const;

/**
 * The offer's active submissions as the list shows them at a moment. There is at most one per target, except that
 * during a go-live, and after one failed, the version that was live before is listed as well.
 */
export function submissionEntries(entry: Entry, answers: Answers, at: number): SubmissionEntry[] {
  const view = viewOffer(asListed(entry.offer, at), at);
  const listed = [...liveEntries(entry, view, answers), ...previewEntries(entry, view, answers)];
  const entries: SubmissionEntry[] = [{ number: DRAFT_NUMBER, target: 'draft' }, ...listed];
  // The API promises no order, so the order varies and no client can rely on one.
  const first = entry.offer.revision % entries.length;
  return [...entries.slice(first), ...entries.slice(0, first)];
}

/** The submission that may go live: the newest that was sent to preview, however it ended. */
export function newestPreview(entry: Entry, now: number): SubmissionEntry | undefined {
  const view = viewOffer(entry.offer, now);
  return previewEntries(entry, view, { previewOfLive: 'same-id', canceled: 'gone' }).at(0);
}

/** Until the list includes it, the latest submission is treated as if it had not happened. */
function asListed(offer: Offer, at: number): Offer {
  const { latest, ...settled } = offer;
  return latest !== undefined && at >= latest.startedAt && at >= latest.listedAt ? offer : settled;
}

function liveEntries(entry: Entry, view: OfferView, answers: Answers): SubmissionEntry[] {
  const { production } = view.slots;
  const attempt = attemptOf(view, 'goLive', answers);
  const added: SubmissionEntry[] =
    attempt === undefined ? [] : [entryOf(entry, attempt.version, 'live', attempt.state)];
  const replaced = production === undefined || production === attempt?.version;
  return replaced ? added : [entryOf(entry, production, 'live', SUCCEEDED), ...added];
}

function previewEntries(
  entry: Entry,
  view: OfferView,
  answers: Pick<Answers, 'previewOfLive' | 'canceled'>,
): SubmissionEntry[] {
  const attempt = attemptOf(view, 'publish', answers) ?? scriptedAttempt(view);
  if (attempt !== undefined) return [entryOf(entry, attempt.version, 'preview', attempt.state)];
  const { preview, production } = view.slots;
  if (preview === undefined) return [];
  // A live submission is one for both targets, and no document says how the list then shows it.
  const isGoingLive = attemptOf(view, 'goLive', answers)?.state === RUNNING;
  const isOneForBoth = preview === production || isGoingLive;
  return isOneForBoth && answers.previewOfLive === 'gone' ? [] : [entryOf(entry, preview, 'preview', SUCCEEDED)];
}

interface Attempt {
  version: number;
  state: typeof RUNNING | typeof FAILED;
}

/** The latest submission, as long as it has not reached its target. */
function attemptOf({ latest }: OfferView, kind: Submission['kind'], { canceled }: Pick<Answers, 'canceled'>) {
  if (latest?.submission.kind !== kind) return undefined;
  const { version } = latest.submission;
  switch (latest.progress.state) {
    case 'running':
      return { version, state: RUNNING } satisfies Attempt;
    case 'failed':
      return { version, state: FAILED } satisfies Attempt;
    case 'canceled':
      return canceled === 'failed' ? ({ version, state: FAILED } satisfies Attempt) : undefined;
    case 'completed':
      return undefined;
  }
}

/** A script can put an offer into the running or failed state without any submission. */
function scriptedAttempt({ latest, status, slots }: OfferView): Attempt | undefined {
  if (latest !== undefined || (status !== 'Running' && status !== 'Failed')) return undefined;
  return { version: slots.preview ?? slots.draft, state: status === 'Running' ? RUNNING : FAILED };
}

function entryOf(
  entry: Entry,
  version: number,
  target: Target,
  state: Omit<NonNullable<SubmissionEntry['state']>, 'created'>,
): SubmissionEntry {
  const publish = [...entry.operations.values()].findLast(
    (operation) => operation.kind === 'publish' && operation.version === version,
  );
  const created = publish?.startedAt ?? BEFORE_ALL_REHEARSALS + version * 1000;
  return { number: submissionNumber(entry, version), target, state: { ...state, created } };
}
