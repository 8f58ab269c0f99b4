import type { TokenCredential } from '@azure/core-auth';
import { settings } from './settings.ts';

/** The machine waits durably: an SDK that fails soon costs less than one that holds an activity. */
export const RETRY_OPTIONS = { maxRetries: 1, retryDelayInMs: 300, maxRetryDelayInMs: 2000 };

let memo: Promise<TokenCredential> | undefined;

/**
 * Our own identity, made at first use. Where the platform offers a managed identity it is asked alone: the chain of a
 * developer machine would hide why it failed.
 */
export function azureCredential(): Promise<TokenCredential> {
  memo ??= createCredential(process.env['IDENTITY_ENDPOINT'] !== undefined);
  return memo;
}

async function createCredential(managed: boolean): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  const clientId = settings().identityClientId;
  if (managed)
    return new ManagedIdentityCredential({
      ...(clientId === undefined ? {} : { clientId }),
      retryOptions: RETRY_OPTIONS,
    });
  return new DefaultAzureCredential({
    ...(clientId === undefined ? {} : { managedIdentityClientId: clientId }),
    retryOptions: RETRY_OPTIONS,
  });
}
