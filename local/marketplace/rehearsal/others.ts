import { type Answer, failure, json } from '../http/answer.ts';
import { cancel, goLive, publish } from '../offers/commands.ts';
import type { Entry } from '../offers/entry.ts';
import type { OfferBook } from '../offers/offer-book.ts';
import { summarise } from './summary.ts';

/** The actions that a script may have somebody else perform on an offer. */
export const OTHERS = ['publish', 'golive', 'cancel'] as const;

/** Performs an action on an offer as somebody else, as its script says, without a call and therefore without faults. */
export function letOthers(deed: (typeof OTHERS)[number], entry: Entry, book: OfferBook, now: number): Answer {
  const script = book.script(entry);
  const start = { startedBy: 'somebody else', listedAt: now };
  const done = {
    publish: () => publish(entry.offer, { ...start, steps: script.publish }, now),
    golive: () => goLive(entry.offer, { ...start, steps: script.goLive }, now),
    cancel: () => cancel(entry.offer, script.cancel, now),
  }[deed]();
  if (done.kind === 'refused')
    return failure(409, 'NotPossible', `Nobody can ${deed} offer ${entry.offer.offerId} now: ${done.reason}.`);
  book.save(entry, done.offer, done.operation);
  return json(200, summarise(entry, now));
}
