import type { CommandOf } from '../domain/command.ts';
import type { InspectOutcome } from '../domain/observation.ts';
import type { Marketplace } from '../marketplace/port.ts';

interface Ports {
  marketplace: (publisherId: string, api?: string) => Marketplace;
}

/** Reads the offer: its status, the versions in its slots, and what runs. */
export async function inspect(command: CommandOf<'inspect'>, ports: Ports): Promise<InspectOutcome> {
  return ports.marketplace(command.publisherId, command.api).inspect(command.offerId, command.watched);
}
