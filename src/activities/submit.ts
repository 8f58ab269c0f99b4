import { differenceFrom } from '../domain/before.ts';
import type { CommandOf } from '../domain/command.ts';
import type { GoLive } from '../domain/go-live.ts';
import type { InspectOutcome, NotSent, SubmitOutcome, Trouble } from '../domain/observation.ts';
import { latestTicketAt, provenAfterTicket } from '../domain/settle-time.ts';
import type { TakenOver } from '../domain/taken-over.ts';
import type { Marketplace } from '../marketplace/port.ts';
import type { Ticket } from '../platform/record/tickets.ts';
import { type Clock, openSendWindow } from './send-window.ts';

/** Takes the ticket of a POST of this number. @throws when it is not known whether it was taken. */
export type TakeTicket = (checkpoint: GoLive, attempt: number) => Promise<Ticket>;

interface Ports {
  marketplace: (publisherId: string, api?: string) => Marketplace;
  /** Gets what every call needs and what takes time. */
  prepare: (publisherId: string, api?: string) => Promise<void>;
  takeTicket: TakeTicket;
  clock: Clock;
}

/**
 * Sends the go-live of an intent, if it is still what the intent says. An activity runs at least once, at any time after
 * it was asked for, and may be stopped in between for any time. So whoever wins the ticket looks once more (R1), sends in
 * a short time or never (R2), and whoever does not win it says that the outcome is unknown.
 */
export async function submit(command: CommandOf<'submit'>, ports: Ports): Promise<SubmitOutcome> {
  const { publisherId, offerId, api, intent, withheld } = command;
  // A crash between the ticket and the POST uses up an attempt: nothing slow is left to do there.
  await ports.prepare(publisherId, api);
  const obstacle = await closeEarlier(command, ports);
  if (obstacle) return obstacle;
  // R2: the window opens before the ticket is taken, so that it is never open for longer than the ticket's time says.
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
 * R2: a POST whose run gave no answer may never have had its ticket taken: a run of it that comes late would take it, and
 * send. So the ticket is taken now; if somebody took it so lately that its POST may be under way, that is waited for.
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

/** The record may be away at that very moment: then it is not known whether the ticket was taken, and nothing is sent. */
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

/** R1: why nothing may be sent by what the look with the ticket in hand shows; nothing when all is as the intent says. */
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
