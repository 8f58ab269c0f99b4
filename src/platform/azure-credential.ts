import type { TokenCredential } from '@azure/core-auth';
import { settings } from './settings.ts';

/** The orchestration retries durably, so an SDK that fails early costs less than one that holds an activity. */
export const RETRY_OPTIONS = { maxRetries: 1, retryDelayInMs: 300, maxRetryDelayInMs: 2000 };

const credentials = new Map<string | undefined, Promise<TokenCredential>>();

/** Our own identity, made at first use. */
export function azureCredential(): Promise<TokenCredential> {
  return azureCredentialFor(settings().identityClientId);
}

/**
 * The identity with this client id. Where the platform offers a managed identity, only that one is used: the credential
 * chain of a developer machine would hide why it failed.
 */
export function azureCredentialFor(clientId: string | undefined): Promise<TokenCredential> {
  const known = credentials.get(clientId);
  if (known) return known;
  const created = createCredential(process.env['IDENTITY_ENDPOINT'] !== undefined, clientId);
  credentials.set(clientId, created);
  return created;
}

async function createCredential(managed: boolean, clientId: string | undefined): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  if (managed)
    return new ManagedIdentityCredential({
      ...(clientId !== undefined && { clientId }),
      retryOptions: RETRY_OPTIONS,
    });
  return new DefaultAzureCredential({
    ...(clientId !== undefined && { managedIdentityClientId: clientId }),
    retryOptions: RETRY_OPTIONS,
  });
}
