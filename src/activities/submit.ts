import { differenceFrom } from '../domain/before.ts';
import type { CommandOf } from '../domain/command.ts';
import type { GoLive } from '../domain/go-live.ts';
import type { InspectOutcome, NotSent, SubmitOutcome, Trouble } from '../domain/observation.ts';
import { latestTicketAt, provenAfterTicket } from '../domain/settle-time.ts';
import type { TakenOver } from '../domain/taken-over.ts';
import type { Marketplace } from '../marketplace/port.ts';
import type { Ticket } from '../platform/record/tickets.ts';
import { type Clock, openSendWindow } from './send-window.ts';

/** Takes the ticket for this attempt. @throws when it is not known whether the ticket was taken. */
export type TakeTicket = (checkpoint: GoLive, attempt: number) => Promise<Ticket>;

interface Ports {
  marketplace: (publisherId: string, api?: string) => Marketplace;
  /** Obtains everything slow that the calls need. */
  prepare: (publisherId: string, api?: string) => Promise<void>;
  takeTicket: TakeTicket;
  clock: Clock;
}

/**
 * Sends the go-live of an intent if the offer is still as the intent recorded it. An activity runs at least once, at
 * any later time, and may be suspended at any point. So the run that wins the ticket looks once more (R1) and sends
 * within a short time or never (R2); a run that loses it reports an unknown outcome.
 */
export async function submit(command: CommandOf<'submit'>, ports: Ports): Promise<SubmitOutcome> {
  const { publisherId, offerId, api, intent, withheld } = command;
  // A crash between the ticket and the POST uses up an attempt, so slow work is done before the ticket is taken.
  await ports.prepare(publisherId, api);
  const obstacle = await closeEarlier(command, ports);
  if (obstacle) return obstacle;
  // R2: the window opens before the ticket is taken, so that it always closes within the time that the ticket allows.
  const inTime = openSendWindow(ports.clock);
  const ticket = await take(command, intent.attempt, ports);
  switch (ticket.kind) {
    case 'no-ticket':
      return ticket;
    case 'closed':
      return TAKEN_OVER;
    case 'taken': {
      const message = 'An earlier run of this submission was interrupted.';
      return { kind: 'unknown', message, ticketAt: ticket.at, holdsTicket: false };
    }
    case 'won': {
      if (withheld) return WITHHELD;
      const marketplace = ports.marketplace(publisherId, api);
      const changed = whyNot(intent, await marketplace.inspect(offerId, intent.before.running));
      if (changed) return changed;
      const { version, ref } = intent;
      const answer = await marketplace.submit(offerId, { version, ...(ref !== undefined && { ref }) }, inTime);
      return answer.kind === 'unknown' ? { ...answer, ticketAt: ticket.at, holdsTicket: true } : answer;
    }
  }
}

/**
 * R2: a POST whose run gave no answer may not have taken its ticket, and a late run of it could still take it and send.
 * So its ticket is taken now; if it was taken so recently that its POST may be under way, this submission waits.
 */
async function closeEarlier(command: CommandOf<'submit'>, ports: Ports): Promise<SubmitOutcome | undefined> {
  const { untaken, settleSeconds } = command;
  for (const attempt of untaken) {
    const ticket = await take(command, attempt, ports);
    if (ticket.kind === 'no-ticket') return ticket;
    if (ticket.kind === 'closed') return TAKEN_OVER;
    const now = ports.clock.wallMs();
    if (ticket.kind === 'taken' && now < provenAfterTicket(latestTicketAt(ticket.at, now), { settleSeconds })) {
      const message = `The ticket of submission ${attempt} was taken late: what it may have sent is waited for.`;
      return { kind: 'not-sent', reason: 'late', message };
    }
  }
  return undefined;
}

/** If the record goes away here, whether the ticket was taken is unknown, and nothing is sent. */
async function take({ checkpoint }: CommandOf<'submit'>, attempt: number, { takeTicket }: Ports) {
  try {
    return await takeTicket(checkpoint, attempt);
  } catch (error) {
    return { kind: 'no-ticket' as const, message: error instanceof Error ? error.message : String(error) };
  }
}

const TAKEN_OVER: TakenOver = { kind: 'taken-over' };
const WITHHELD: NotSent = {
  kind: 'not-sent',
  reason: 'withheld',
  message: 'A cancel was asked for before it was sent.',
};

/** R1: why the look after the ticket forbids sending, or undefined when the offer is as the intent recorded it. */
function whyNot(intent: CommandOf<'submit'>['intent'], look: InspectOutcome) {
  switch (look.kind) {
    case 'inspected': {
      const difference = differenceFrom(intent, look.offer);
      return difference === undefined ? undefined : notSent('changed', `Not sent: ${difference}.`);
    }
    case 'refused':
      return look;
    case 'trouble':
      return { ...notSent(reasonOf(look), look.message), ...waitOf(look) };
  }
}

function notSent(reason: NotSent['reason'], message: string): NotSent {
  return { kind: 'not-sent', reason, message };
}

function reasonOf({ reason }: Trouble): NotSent['reason'] {
  return reason === 'throttled' ? 'throttled' : 'unavailable';
}

function waitOf({ retryAfterSeconds }: Trouble): { retryAfterSeconds?: number } {
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}
