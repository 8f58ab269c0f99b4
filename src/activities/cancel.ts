import type { CommandOf } from '../domain/command.ts';
import type { CancelOutcome } from '../domain/observation.ts';
import type { Marketplace } from '../marketplace/port.ts';

interface Ports {
  marketplace: (publisherId: string, api?: string) => Marketplace;
}

/** Asks once for the cancellation. A second run is harmless: the marketplace answers that it is under way, or too late. */
export async function cancel(command: CommandOf<'cancel'>, ports: Ports): Promise<CancelOutcome> {
  const { publisherId, offerId, api, ref, notificationEmails } = command;
  return ports.marketplace(publisherId, api).cancel(offerId, ref, { notificationEmails: [...notificationEmails] });
}
