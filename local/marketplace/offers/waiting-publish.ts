import type { Entry } from './entry.ts';
import { viewOffer } from './offer.ts';
import type { Submission } from './operation.ts';

/** The publish that has brought a version to preview and waits there for its go-live. */
export function waitingPublish({ offer, operations }: Entry, now: number): Submission | undefined {
  const { status, slots } = viewOffer(offer, now);
  if (status !== 'WaitingForPublisherReview') return undefined;
  return [...operations.values()].findLast(
    (operation): operation is Submission => operation.kind === 'publish' && operation.version === slots.preview,
  );
}
