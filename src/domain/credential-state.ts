/** What a publisher's credentials can turn out to be. */
export const CREDENTIAL_STATES = ['ok', 'missing', 'malformed', 'rejected', 'expiring', 'access-denied'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];
