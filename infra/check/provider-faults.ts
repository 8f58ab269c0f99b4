import { type Installation, ofType } from './installation.ts';

/**
 * Finds subnet delegations whose resource provider no script registers. Azure registers only the providers of deployed
 * resources by itself, so a fresh subscription would refuse the network.
 */
export function providerFaults(installation: Installation, registering: string): string[] {
  const networks = JSON.stringify(ofType(installation, 'Microsoft.Network/virtualNetworks'));
  const delegated = [...networks.matchAll(/"serviceName":"([\w.]+)\//g)].map(([, provider]) => String(provider));
  const registered = /^for provider in (.*); do$/m.exec(registering)?.[1]?.split(' ') ?? [];
  return delegated
    .filter((provider) => !registered.includes(provider))
    .map(
      (provider) => `A subnet is delegated to ${provider}, which pipelines/register-providers.sh does not register.`,
    );
}
