import { randomUUID } from 'node:crypto';
import type { OfferStatus } from '../scenario/scenario.ts';
import type { Submission } from './operation.ts';
import { type Progress, progress, wasTakenBack } from './progress.ts';
import type { Script } from './script.ts';
import { newestVersion, type Slots } from './slots.ts';

/** An offer as recorded facts; its state at a moment follows from them and the clock ({@link viewOffer}). */
export interface Offer {
  publisherId: string;
  offerId: string;
  /** The state of the offer before its latest submission began. */
  settled: { status: OfferStatus; slots: Slots; at: number };
  latest?: Submission;
  /** Increases with each accepted change; the ETag is derived from it. */
  revision: number;
}

/** The state of an offer at a moment. */
export interface OfferView {
  status: OfferStatus;
  slots: Slots;
  changedAt: number;
  latest?: { submission: Submission; progress: Progress };
}

/** An offer in the initial state that its script describes, with the operation that somebody else started, if any. */
export function beginOffer(publisherId: string, offerId: string, script: Script, now: number): Offer {
  const settled = { status: script.status ?? statusFor(script.slots), slots: script.slots, at: now };
  const offer: Offer = { publisherId, offerId, settled, revision: 1 };
  if (script.running === undefined) return offer;
  const { kind, startedSecondsAgo } = script.running;
  const startedAt = now - startedSecondsAgo * 1000;
  const version = script.running.version ?? nextVersion(offer.settled.slots, kind);
  return {
    ...offer,
    latest: {
      kind,
      id: randomUUID(),
      version,
      startedAt,
      startedBy: 'somebody else',
      listedAt: startedAt,
      steps: script[kind],
      released: {},
    },
  };
}

/** The name shown for whoever acted before the rehearsal began. */
export const BEFORE_THE_REHEARSAL = 'somebody before the rehearsal';

/** The publish that brought to preview the version that waits there when a rehearsal begins. */
export function publishBefore({ settled, latest }: Offer, { publish }: Script, now: number): Submission | undefined {
  const { status, slots } = settled;
  if (latest !== undefined || status !== 'WaitingForPublisherReview' || slots.preview === undefined) return undefined;
  const startedAt = now - publish.reduce((seconds, step) => seconds + step.seconds, 0) * 1000;
  return {
    kind: 'publish',
    id: randomUUID(),
    version: slots.preview,
    startedAt,
    startedBy: BEFORE_THE_REHEARSAL,
    listedAt: startedAt,
    steps: publish.map((step) => ({ ...step, outcome: 'completes' })),
    released: {},
  };
}

/** The version that a publish or a go-live works on. */
export function nextVersion(slots: Slots, kind: Submission['kind']): number {
  return kind === 'goLive' && slots.preview !== undefined ? slots.preview : newestVersion(slots) + 1;
}

/** The state of the offer now. */
export function viewOffer(offer: Offer, now: number): OfferView {
  const { settled, latest: submission } = offer;
  if (submission === undefined) return { status: settled.status, slots: settled.slots, changedAt: settled.at };
  const latest = { submission, progress: progress(submission, now) };
  const changedAt = latest.progress.endedAt ?? submission.startedAt;
  switch (latest.progress.state) {
    case 'running':
      return { status: 'Running', slots: settled.slots, changedAt, latest };
    case 'failed':
      return { status: 'Failed', slots: settled.slots, changedAt, latest };
    case 'canceled':
      if (wasTakenBack(submission, now))
        return { status: 'WaitingForPublisherReview', slots: settled.slots, changedAt };
      return { status: 'Canceled', slots: settled.slots, changedAt, latest };
    case 'completed': {
      const { version } = submission;
      const draft = Math.max(settled.slots.draft, version);
      return submission.kind === 'publish'
        ? {
            status: 'WaitingForPublisherReview',
            slots: { ...settled.slots, draft, preview: version },
            changedAt,
            latest,
          }
        : { status: 'Succeeded', slots: { ...settled.slots, draft, production: version }, changedAt, latest };
    }
  }
}

/** The offer's running submission: there is one at most. */
export function runningSubmission(offer: Offer, now: number): Submission | undefined {
  const { latest } = viewOffer(offer, now);
  return latest?.progress.state === 'running' ? latest.submission : undefined;
}

function statusFor({ preview, production }: Slots): OfferStatus {
  if (preview === undefined) return production === undefined ? 'NeverPublished' : 'Succeeded';
  return preview === production ? 'Succeeded' : 'WaitingForPublisherReview';
}
