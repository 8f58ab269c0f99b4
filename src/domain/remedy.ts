import type { ErrorCode } from './error-code.ts';
import type { Submitted } from './operation.ts';

interface Remedy {
  /** What a release engineer does next. */
  remedy: string;
  /** The same request may succeed later, without a person changing anything. */
  retryable: boolean;
}

/** What to do about each failure. */
export const REMEDIES: Record<ErrorCode, Remedy> = {
  OfferNotFound: {
    remedy: 'Check the publisher id and the offer id; the marketplace does not know this pair.',
    retryable: false,
  },
  NoPreview: { remedy: 'Publish the offer to preview, test it there, then ask again.', retryable: false },
  PreviewChanged: {
    remedy: 'The preview is not the one that was tested. Test what is in preview now, then ask again with its version.',
    retryable: false,
  },
  SubmissionRejected: { remedy: "Correct what the marketplace's message names, then ask again.", retryable: false },
  OperationConflict: {
    remedy: 'Wait for the running marketplace operation to end, or ask again with onConflict "queue" or "join".',
    retryable: true,
  },
  ConcurrencyMismatch: {
    remedy: 'Somebody changed the offer at the same moment. Check it, then ask again.',
    retryable: true,
  },
  CertificationFailed: {
    remedy: 'Read the certification report in the messages, correct the offer, publish it to preview, then ask again.',
    retryable: false,
  },
  ValidationFailed: {
    remedy: 'Correct what the validation messages name, publish the offer to preview, then ask again.',
    retryable: false,
  },
  MarketplaceFailed: {
    remedy:
      'The marketplace failed on its side. Ask again; if it repeats, open a support ticket with the marketplace operation id.',
    retryable: true,
  },
  CredentialsMissing: {
    remedy:
      'Store the publisher\'s credentials in Key Vault as the secret "marketplace-{publisherId}", then ask again.',
    retryable: false,
  },
  CredentialsRejected: {
    remedy: "Put a valid client secret or certificate into the publisher's Key Vault secret, then ask again.",
    retryable: false,
  },
  PublisherAccessDenied: {
    remedy: "Add the service principal to the publisher's account (by its object id), then ask again.",
    retryable: false,
  },
  ApprovalRejected: {
    remedy: 'Clear the objection with the person who rejected it, then ask again.',
    retryable: false,
  },
  ApprovalExpired: { remedy: 'Ask again and have it approved in time.', retryable: false },
  DeadlineExceeded: {
    remedy:
      'Look at the offer in the marketplace: what was submitted goes on there. Ask again with a later deadline to follow it.',
    retryable: true,
  },
  ContractChanged: {
    remedy:
      'The marketplace answered in a form that is not understood. Look at the offer by hand and report this to the operators of Go Live.',
    retryable: false,
  },
  InternalError: {
    remedy:
      'Go Live itself failed. Look at the offer in the marketplace, report this to the operators of Go Live, then ask again.',
    retryable: false,
  },
  Terminated: {
    remedy: 'An operator ended it. Look at the offer in the marketplace, then ask again.',
    retryable: false,
  },
  EndedByPerson: {
    remedy: 'Clear the reason with the person who ended it, look at the offer in the marketplace, then ask again.',
    retryable: false,
  },
};

/** Precedes the remedy when a submission may exist. */
export const LOOK_FIRST = 'Look at the offer in the marketplace first: the go-live may be under way, or over. ';

/** R10: the remedy for a failure. When a submission may exist, it begins with a look at the offer. */
export function remedyFor(code: ErrorCode, submitted: Submitted): Remedy {
  const { remedy, retryable } = REMEDIES[code];
  if (submitted !== 'not-known') return { remedy, retryable };
  return { remedy: `${LOOK_FIRST}${remedy}`, retryable };
}
