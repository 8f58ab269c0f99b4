import { randomBytes, randomUUID } from 'node:crypto';

/** Credentials of a made-up publisher, new at each call, in the form in which the app reads them from the vault. */
export function demoCredentials(): string {
  return JSON.stringify({
    tenantId: randomUUID(),
    clientId: randomUUID(),
    clientSecret: randomBytes(30).toString('base64url'),
  });
}
