import type { SecretClient } from '@azure/keyvault-secrets';
import { azureCredential, RETRY_OPTIONS } from './azure-credential.ts';
import { settings } from './settings.ts';

let memo: Promise<SecretClient> | undefined;

/** The vault of the settings, opened at first use. */
export function keyVault(): Promise<SecretClient> {
  memo ??= open();
  return memo;
}

async function open(): Promise<SecretClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets');
  return new SecretClient(settings().keyVaultUri, await azureCredential(), { retryOptions: RETRY_OPTIONS });
}
