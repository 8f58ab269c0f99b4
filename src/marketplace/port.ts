import type {
  CancelOutcome,
  InspectOutcome,
  ObserveOutcome,
  Problem,
  SubmitOutcome,
  Version,
} from '../domain/observation.ts';

/**
 * A marketplace as one publisher sees it. Every method answers expected failures as data; it throws only for defects.
 * What a new marketplace has to implement is told in README.md beside this file.
 */
export interface Marketplace {
  /** Reads the offer's status, the versions in its slots and the running marketplace operations. */
  inspect(offerId: string): Promise<InspectOutcome>;
  /** Sends the go-live once. Never retries a call that may have been processed. */
  submit(offerId: string, submission: { version: Version; ref?: string }): Promise<SubmitOutcome>;
  /** Looks once at a marketplace operation. */
  observe(offerId: string, ref: string): Promise<ObserveOutcome>;
  /** Asks once for the cancellation of a marketplace operation. */
  cancel(offerId: string, ref: string, cancellation: { notificationEmails: string[] }): Promise<CancelOutcome>;
}

/** Takes a line for telemetry. Its properties tell how an answer is built, never a value of it. */
export type Log = (message: string, properties: Record<string, string>) => void;

/** Gives the tokens of one publisher. */
export interface PublisherTokens {
  /** `fresh` reads the secret again and leaves every cached token aside. */
  token(scope: string, options?: { fresh?: boolean }): Promise<TokenOutcome>;
}

export type TokenOutcome =
  | { kind: 'token'; token: string }
  /** The secret is missing, malformed or not accepted: `CredentialsMissing` or `CredentialsRejected`. */
  | { kind: 'refused'; problem: Problem }
  /** Key Vault or the token endpoint is away. */
  | { kind: 'unavailable'; message: string; retryAfterSeconds?: number };
