/** What a publisher's credentials can turn out to be. */
export const CREDENTIAL_STATES = ['ok', 'missing', 'malformed', 'rejected', 'expiring', 'access-denied'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** How a publisher's application proves itself; `federated`: it trusts the app's own identity, and there is no secret. */
export const CREDENTIAL_FORMS = ['secret', 'certificate', 'federated'] as const;
export type CredentialForm = (typeof CREDENTIAL_FORMS)[number];
