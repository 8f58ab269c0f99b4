import { ANNOUNCE_REJECTION, GO_LIVE, SUBMISSION_TICKET } from '../domain/durable-names.ts';
import { operationOfTicket, ticketId } from '../domain/ticket.ts';
import { ENDED, hasEnded, type Instance, type Instances } from '../platform/instances.ts';
import { windowsBack } from './windows.ts';

interface Ports {
  instances: Instances;
  retentionDays: number;
  now: number;
  /** When to stop: what is left goes the next time. */
  isLate: () => boolean;
}

export interface Purged {
  operations: number;
  /** Tickets and announcements of rejected messages. */
  others: number;
}

/** So many instances are looked at and forgotten at once. */
const AT_ONCE = 10;
const DAY_MS = 24 * 3_600_000;

/**
 * Forgets what ended before the retention time: operations with their tickets, tickets that are left of operations
 * forgotten otherwise, and announcements of rejected messages. What still runs is never touched. Safe to run twice.
 */
export async function purgeEnded({ instances, retentionDays, now, isLate }: Ports): Promise<Purged> {
  const purged: Purged = { operations: 0, others: 0 };
  const cutoff = new Date(now - retentionDays * DAY_MS);

  async function forget(id: string): Promise<void> {
    if (await instances.purge(id)) purged.others++;
  }

  async function forgetOperation(id: string): Promise<void> {
    const tickets = await ticketsOf(id, instances);
    // One that is still held ends by itself: the operation goes the next time.
    if (!tickets.every(hasEnded)) return;
    // Tickets first: a new operation under the same key must not find one of them. The last one first: should the purge
    // be interrupted, those that are left are still found by counting from one.
    for (const ticket of tickets.reverse()) await forget(ticket.id);
    if (await instances.purge(id)) purged.operations++;
  }

  async function forgetTicket(id: string): Promise<void> {
    // As long as its operation is there it may be asked for, and goes with it.
    const operationId = operationOfTicket(id);
    if (operationId === undefined || !(await instances.find(operationId))) await forget(id);
  }

  async function forgetOld({ id, orchestrator, lastUpdatedTime }: Instance): Promise<void> {
    // It may have been created long ago and have ended only now.
    if (lastUpdatedTime > cutoff) return;
    switch (orchestrator) {
      case GO_LIVE:
        return forgetOperation(id);
      case SUBMISSION_TICKET:
        return forgetTicket(id);
      case ANNOUNCE_REJECTION:
        return forget(id);
    }
  }

  for await (const { instances: seen } of windowsBack(instances, cutoff, now, ENDED)) {
    for (let start = 0; start < seen.length; start += AT_ONCE) {
      if (isLate()) return purged;
      await Promise.all(seen.slice(start, start + AT_ONCE).map(forgetOld));
    }
  }
  return purged;
}

async function ticketsOf(operationId: string, instances: Instances): Promise<Instance[]> {
  const tickets: Instance[] = [];
  for (let attempt = 1; ; attempt++) {
    const ticket = await instances.find(ticketId(operationId, attempt));
    if (!ticket) return tickets;
    tickets.push(ticket);
  }
}
