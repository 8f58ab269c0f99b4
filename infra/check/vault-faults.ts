import { type Installation, ofType } from './installation.ts';

/** Environments that are made and thrown away: a name that is held for 90 days would keep the next one from being made. */
const THROWN_AWAY = ['dev', 'azd'];

/** Whether a vault is kept, or can be thrown away, as its environment wants. */
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
