import type {
  CancelOutcome,
  Cause,
  GoLiveAnswer,
  InspectOutcome,
  ObserveOutcome,
  RunningOutcome,
  Version,
  Watched,
} from '../domain/observation.ts';

/**
 * A marketplace as one publisher sees it. Every method returns expected failures as data and throws only for defects.
 * README.md beside this file says what a new marketplace must implement.
 */
export interface Marketplace {
  /**
   * Reads, in this order, the list of running operations, the details of each and of those that are `watched`, the
   * offer's status, production and preview. If any part could not be read, the whole look fails.
   */
  inspect(offerId: string, watched?: readonly Watched[]): Promise<InspectOutcome>;
  /** Sends the go-live once. Never retries a call that may have been processed. */
  submit(offerId: string, submission: { version: Version; ref?: string }, inTime: InTime): Promise<GoLiveAnswer>;
  /** Looks once at a marketplace operation. */
  observe(offerId: string, ref: string): Promise<ObserveOutcome>;
  /**
   * Reads what is running, like the first part of `inspect`. Present where a cancel names the offer instead of the
   * operation and would stop whatever runs; `ours` is listed under the id that is passed in.
   */
  running?(offerId: string, ours: Canceled): Promise<RunningOutcome>;
  /** Asks once for the cancellation of a marketplace operation. */
  cancel(offerId: string, operation: Canceled, how: CancelHow): Promise<CancelOutcome>;
}

/** The operation that is to be canceled. */
export interface Canceled {
  operationId: string;
  version: Version;
  ref: string;
}

export interface CancelHow {
  notificationEmails: string[];
  inTime: InTime;
}

/** Whether there is still time to send: the last thing that is asked before a write leaves. */
export type InTime = () => boolean;

/** Reports to telemetry. The properties describe the structure of an answer, never its values. */
export type Log = (message: string, properties: Record<string, string>) => void;

/** Gives the tokens of one publisher. */
export interface PublisherTokens {
  /** `fresh` reads the secret again and ignores every cached token. */
  token(scope: string, options?: { fresh?: boolean }): Promise<TokenOutcome>;
}

export type TokenOutcome =
  | { kind: 'token'; token: string }
  /** The secret is missing, malformed or not accepted: `CredentialsMissing` or `CredentialsRejected`. */
  | { kind: 'refused'; cause: Cause }
  /** Key Vault or the token endpoint is away. */
  | { kind: 'unavailable'; message: string; retryAfterSeconds?: number };
