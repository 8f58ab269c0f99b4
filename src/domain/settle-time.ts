import type { Terms } from './go-live-request.ts';
import { after, type Instant } from './instant.ts';

/** A POST leaves at most this long after its ticket was taken, or after the look on which it rests. */
export const SEND_WINDOW_SECONDS = 30;
/** The time limit of a POST. */
export const POST_LIMIT_SECONDS = 100;
/** The settle time for which the two above are enough; with another one, what they add up to is scaled. */
const USUAL_SETTLE_SECONDS = 60;
/** The clocks of two machines differ by less than this. */
const CLOCKS_DIFFER_SECONDS = 30;

/** R3: the run that holds the ticket has its answer, so an accepted POST shows one settle time later. */
export function provenAfterAnswer(answeredAt: Instant, { settleSeconds }: Pick<Terms, 'settleSeconds'>): Instant {
  return after(answeredAt, settleSeconds);
}

/**
 * R3: the run that holds the ticket never answered, so its POST may leave a send window later and be processed a time
 * limit after that. The scale is for rehearsals, whose settle time is seconds: the send window itself stays as it is.
 */
export function provenAfterTicket(ticketAt: Instant, { settleSeconds }: Pick<Terms, 'settleSeconds'>): Instant {
  const sendingSeconds = (SEND_WINDOW_SECONDS + POST_LIMIT_SECONDS) * (settleSeconds / USUAL_SETTLE_SECONDS);
  return after(ticketAt, sendingSeconds + settleSeconds);
}

/** The latest moment, by our clock, at which a ticket was taken that carries another machine's time `ticketAt`. */
export function latestTicketAt(ticketAt: Instant, now: Instant): Instant {
  return Math.min(now, after(ticketAt, CLOCKS_DIFFER_SECONDS));
}
