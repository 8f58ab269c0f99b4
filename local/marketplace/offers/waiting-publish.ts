import type { Entry } from './entry.ts';
import { viewOffer } from './offer.ts';
import type { Operation, Submission } from './operation.ts';
import { wasTakenBack } from './progress.ts';

/** The publish that brought a version to preview, where it waits for its go-live. */
export function waitingPublish({ offer, operations }: Entry, now: number): Submission | undefined {
  const { status, slots } = viewOffer(offer, now);
  if (status !== 'WaitingForPublisherReview') return undefined;
  return [...operations.values()]
    .map((operation) => asShown(operation, now))
    .findLast(
      (operation): operation is Submission => operation.kind === 'publish' && operation.version === slots.preview,
    );
}

/** The operation to show: a go-live that was taken back is shown as the publish whose id it used. */
export function asShown<Any extends Operation | undefined>(operation: Any, now: number): Any | Submission {
  const isPublishAgain = operation?.kind === 'goLive' && wasTakenBack(operation, now);
  return isPublishAgain && operation.continues !== undefined ? operation.continues : operation;
}
