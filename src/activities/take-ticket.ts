import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '../domain/instant.ts';
import { ticketId } from '../domain/ticket.ts';
import type { Instances } from '../platform/instances.ts';
import type { Ticket } from './submit.ts';

interface Ports {
  instances: Instances;
  /** Name of the orchestrator whose instances are the tickets. */
  ticketOrchestrator: string;
  now: () => Instant;
}

const TicketInput = z.object({ run: z.string(), at: z.number() });

/**
 * Takes a ticket in the task hub. Two starts of one id at the same moment are both accepted, but only one of them is
 * kept: who does not find his own mark in it has not won.
 */
export async function takeTicket(
  { operationId, attempt }: { operationId: string; attempt: number },
  { instances, ticketOrchestrator, now }: Ports,
): Promise<Ticket> {
  const id = ticketId(operationId, attempt);
  const mine = { run: randomUUID(), at: now() };
  const before = await instances.find(id);
  if (before === undefined) await instances.start(ticketOrchestrator, id, mine);
  const kept = before ?? (await instances.find(id));
  const { data: input } = TicketInput.safeParse(kept?.input);
  if (input?.run === mine.run) return { kind: 'won', at: mine.at };
  return { kind: 'taken', at: input?.at ?? kept?.createdTime.getTime() ?? mine.at };
}
