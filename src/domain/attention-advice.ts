import type { ErrorCode } from './error-code.ts';
import { isPossible, type Standing } from './possible-wishes.ts';
import { REMEDIES } from './remedy.ts';
import type { WishName } from './wish-name.ts';

interface Advice {
  /** What an operator does next. */
  remedy: string;
  /** Which wishes would help, the most helpful first. */
  actions: readonly WishName[];
}

/** What to do about each reason for attention that is not also a failure. */
export const ADVICE = {
  PersonNeeded: {
    remedy: "Do what the step's message says, on the offer's page of the marketplace; then look.",
    actions: ['look', 'cancel', 'end', 'deadline'],
  },
  OtherVersion: {
    remedy: 'Cancel at once if that version must not go live. Otherwise let it go on, then ask again.',
    actions: ['cancel'],
  },
  UnknownStatus: {
    remedy:
      "Look at the offer's page of the marketplace. If it is over there, end the operation; report the new word to the operators of Go Live.",
    actions: ['look', 'end', 'cancel'],
  },
  LiveNotConfirmed: {
    remedy:
      "Look at the offer's page of the marketplace and at its live links. If the version is live, or never will be, end the operation and say which.",
    actions: ['look', 'end', 'cancel'],
  },
  OperationNotFound: {
    remedy: 'Wait for one settle time: the operation then ends by itself. If it does not, end it.',
    actions: ['look', 'end', 'cancel'],
  },
  SubmissionUnconfirmed: {
    remedy:
      "Look at the offer's page of the marketplace: whether the submission was accepted is proven by looking. A cancel waits for the proof.",
    actions: ['look', 'cancel'],
  },
  LongWait: {
    remedy:
      'See whether what it waits for still moves. If it never ends by itself, cancel that, or cancel this operation.',
    actions: ['look', 'cancel', 'deadline'],
  },
  Stalled: {
    remedy:
      "Look at the offer's page of the marketplace. With nothing to see there, open a support ticket with the marketplace operation's id. If it is over there, end the operation.",
    actions: ['look', 'deadline', 'cancel', 'end'],
  },
  MarketplaceThrottling: { remedy: 'Wait: it slows down and goes on by itself.', actions: ['deadline'] },
  MarketplaceUnavailable: {
    remedy: 'Wait: it goes on by itself once the marketplace answers. After that, look.',
    actions: ['look', 'deadline', 'end'],
  },
  MarketplaceUnauthorized: {
    remedy: 'Run a preflight of the publisher, put a valid secret into its Key Vault secret, then look.',
    actions: ['look', 'deadline'],
  },
  CredentialsMissing: {
    remedy: 'Store the publisher\'s credentials in Key Vault as the secret "marketplace-{publisherId}", then look.',
    actions: ['look', 'cancel', 'deadline'],
  },
  CredentialsRejected: {
    remedy: "Put a valid client secret or certificate into the publisher's Key Vault secret, then look.",
    actions: ['look', 'cancel', 'deadline'],
  },
  PublisherAccessDenied: {
    remedy: "Add the service principal to the publisher's account (by its object id), then look.",
    actions: ['look', 'cancel', 'deadline'],
  },
  ContractChanged: {
    remedy:
      "Look at the offer's page of the marketplace and report this to the operators of Go Live: its answer's shape is in the telemetry. If the go-live is over there, end the operation.",
    actions: ['look', 'end', 'cancel'],
  },
  RecordUnavailable: {
    remedy: 'Ask for the health of Go Live; nothing was sent, and it goes on by itself once the record can be used.',
    actions: [],
  },
  Interrupted: {
    remedy:
      'Nothing: it is resumed within some minutes. If it comes again and again, report it to the operators of Go Live.',
    actions: [],
  },
} as const satisfies Record<string, Advice>;

/** A reason for attention with advice of its own. */
export type OwnAttentionCode = keyof typeof ADVICE;

/** Why an operation needs attention: a reason of its own, or a failure that may pass. */
export type AttentionCode = OwnAttentionCode | ErrorCode;

/** The remedy for a code, and those wishes that can be granted as things stand. */
export function adviceFor(
  code: AttentionCode,
  standing: Omit<Standing, 'attention'>,
): { remedy: string; actions: WishName[] } {
  const { remedy, actions } = adviceOf(code);
  return { remedy, actions: actions.filter((wish) => isPossible(wish, { ...standing, attention: code })) };
}

function adviceOf(code: AttentionCode): Advice {
  return isOwn(code) ? ADVICE[code] : { remedy: REMEDIES[code].remedy, actions: ['look', 'cancel', 'deadline'] };
}

function isOwn(code: AttentionCode): code is OwnAttentionCode {
  return Object.hasOwn(ADVICE, code);
}
