import { type Installation, ofType } from './installation.ts';

/**
 * Short-lived environments: a vault name that stays reserved for 90 days would prevent the next one from being created.
 */
const THROWN_AWAY = ['dev', 'azd'];

/** Checks that a vault can be purged in a short-lived environment, and only there. */
export function vaultFaults(installation: Installation, environment: string): string[] {
  return ofType(installation, 'Microsoft.KeyVault/vaults').flatMap(({ name, properties = {} }) => {
    const isProtected = properties['enablePurgeProtection'] ?? undefined;
    const days = properties['softDeleteRetentionInDays'];
    if (THROWN_AWAY.includes(environment)) {
      return isProtected === undefined && days === 7
        ? []
        : [`${name} holds its name for ${days} days after ${environment} was deleted.`];
    }
    return isProtected === true && days === 90 ? [] : [`${name} can be removed for good, with every secret in it.`];
  });
}
