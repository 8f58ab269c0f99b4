import type { CommandOf } from '../domain/command.ts';
import type { SubmitOutcome } from '../domain/observation.ts';
import { ticketId } from '../domain/ticket.ts';
import type { Marketplace } from '../marketplace/port.ts';
import type { Instances } from '../platform/instances.ts';

interface Ports {
  marketplace: (publisherId: string, api?: string) => Marketplace;
  /** Gets what every call needs and what takes time. */
  prepare: (publisherId: string, api?: string) => Promise<void>;
  instances: Instances;
  /** Name of the orchestrator whose instances are the tickets. */
  ticketOrchestrator: string;
}

/**
 * Sends the go-live once for each intent, also when it is run twice. An activity runs at least once, and a look cannot
 * tell in time whether an earlier run has posted: the marketplace's list may lag. So each POST takes a ticket in the task
 * hub first; who finds it taken does not post, and says that the outcome is unknown.
 */
export async function submit(command: CommandOf<'submit'>, ports: Ports): Promise<SubmitOutcome> {
  const { operationId, publisherId, offerId, api, intent } = command;
  // A crash between the ticket and the POST uses up an attempt: nothing slow is left to do there.
  await ports.prepare(publisherId, api);
  const ticket = ticketId(operationId, intent.attempt);
  const taken =
    (await ports.instances.find(ticket)) !== undefined ||
    (await ports.instances.start(ports.ticketOrchestrator, ticket, {})) === 'exists';
  if (taken) return { kind: 'unknown', message: 'An earlier run of this submission was interrupted.' };
  return ports.marketplace(publisherId, api).submit(offerId, { version: intent.version, ref: intent.ref });
}
