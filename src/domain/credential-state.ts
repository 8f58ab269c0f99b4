/** What a check of a publisher's credentials can find. */
export const CREDENTIAL_STATES = ['ok', 'missing', 'malformed', 'rejected', 'expiring', 'access-denied'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** How a publisher's application authenticates. `federated`: it trusts the app's own identity, without a secret. */
export const CREDENTIAL_FORMS = ['secret', 'certificate', 'federated'] as const;
export type CredentialForm = (typeof CREDENTIAL_FORMS)[number];
