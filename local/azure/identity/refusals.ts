import type { EntraError } from './entra-error.ts';

/** A failure that the caller did not cause. */
export const unavailable = (status: number): EntraError => ({
  status,
  error: 'temporarily_unavailable',
  code: 90033,
  text: 'A transient error has occurred. Please try again.',
});

/** The tenant contains no known application. */
export const unknownTenant = (tenant: string): EntraError => ({
  status: 400,
  error: 'invalid_request',
  code: 90002,
  text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
});

/** A required form field is missing. */
export const missingField = (name: string): EntraError => ({
  status: 400,
  error: 'invalid_request',
  code: 90014,
  text: `The required field '${name}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.`,
});

/** Only the client credentials grant is supported. */
export const unsupportedGrant = (grant: string): EntraError => ({
  status: 400,
  error: 'unsupported_grant_type',
  code: 70003,
  text: `The app requested an unsupported grant type '${grant}'.`,
});

/** The scope does not name a whole resource (`.default`). */
export const wrongScope = (scope: string): EntraError => ({
  status: 400,
  error: 'invalid_scope',
  code: 1002012,
  text: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
});

/** The tenant does not know the client. */
export const unknownApplication = (clientId: string, tenant: string): EntraError => ({
  status: 400,
  error: 'unauthorized_client',
  code: 700016,
  text: `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
});

/** The client presented no credential. */
export const missingCredential: EntraError = {
  status: 401,
  error: 'invalid_client',
  code: 7000218,
  text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
};

/** The secret is not one of the client. */
export const invalidSecret = (clientId: string): EntraError => ({
  status: 401,
  error: 'invalid_client',
  code: 7000215,
  text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
});

/** No stand-in accepts tokens for the resource. */
export const unknownResource = (resource: string, tenant: string): EntraError => ({
  status: 400,
  error: 'invalid_resource',
  code: 500011,
  text: `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
});
