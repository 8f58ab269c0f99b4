import { randomBytes, randomUUID } from 'node:crypto';

/** Made-up publisher credentials, new on each call, in the form in which the app reads them from the vault. */
export function demoCredentials(): string {
  return JSON.stringify({
    tenantId: randomUUID(),
    clientId: randomUUID(),
    clientSecret: randomBytes(30).toString('base64url'),
  });
}
