import type { AmqpError, Delivery, link, Sender } from 'rhea';
import rhea from 'rhea';

// Behaviour of rhea 3 that its types do not declare. Everything that depends on its internals is in this file.

interface Outcome {
  described(): unknown;
}

interface Outcomes {
  accepted(): Outcome;
  rejected(fields: { error: AmqpError }): Outcome;
}

interface SenderInside {
  credit: number;
  delivery_count: number;
  _draining: boolean;
  _drained: boolean;
  _get_drain(): boolean;
}

/** Attaches with the settle modes that the peer asked for; rhea would answer with its own defaults. */
export function answerSettleModes(opened: link): void {
  const { snd_settle_mode, rcv_settle_mode } = opened as Pick<Sender, 'snd_settle_mode' | 'rcv_settle_mode'>;
  const inside = opened as unknown as { local: { attach: object } };
  Object.assign(inside.local.attach, { snd_settle_mode, rcv_settle_mode });
}

/** Answers the disposition of a receiver that waits for the sender to confirm (settle mode "second"). */
export function confirmOutcome(delivery: Delivery, error?: AmqpError): void {
  const outcomes = rhea.message as unknown as Outcomes;
  delivery.update(true, (error ? outcomes.rejected({ error }) : outcomes.accepted()).described());
  // rhea frees a delivery's slot in its buffer of 2048 only when both sides have settled, and does not count our own
  // settlement.
  Object.assign(delivery, { remote_settled: true });
}

/** Sends a message that the receiver need not settle. */
export function sendSettled(sender: Sender, message: Buffer, tag?: Buffer): void {
  Object.assign(sender.send(message, tag, 0), { settled: true });
}

/** The credit of a link to a receiver, counted at the time of sending. */
export interface LinkCredit {
  /** Whether one more message may be sent now. */
  hasRoom(): boolean;
  noteSent(): void;
  /** Uses up the remaining credit and informs the receiver. */
  drain(): void;
}

/**
 * Counts a link's credit. rhea lowers its own count only when it writes, in the next tick; sending more than the credit
 * blocks the session.
 */
export function linkCredit(sender: Sender): LinkCredit {
  const inside = sender as unknown as SenderInside;
  const limit = () => inside.delivery_count + inside.credit;
  let sent = 0;
  // rhea answers a drain only while credit is left, but the receiver waits for the answer even when the last message
  // crossed its request.
  inside._get_drain = () => {
    if (!inside._draining || !inside._drained) return false;
    inside.delivery_count += inside.credit;
    inside.credit = 0;
    inside._draining = false;
    return true;
  };
  return {
    hasRoom: () => sent < limit() && sender.sendable(),
    noteSent: () => {
      sent += 1;
    },
    drain: () => {
      sent = limit();
      sender.set_drained(true);
    },
  };
}
