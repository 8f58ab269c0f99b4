import type { CommandOf } from '../domain/command.ts';
import type { ObserveOutcome } from '../domain/observation.ts';
import type { Marketplace } from '../marketplace/port.ts';

interface Ports {
  marketplace: (publisherId: string, api?: string) => Marketplace;
}

/** Looks once at the marketplace operation. */
export async function observe(command: CommandOf<'observe'>, ports: Ports): Promise<ObserveOutcome> {
  return ports.marketplace(command.publisherId, command.api).observe(command.offerId, command.ref);
}
