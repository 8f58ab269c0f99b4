import { type Answer, json } from '../http/answer.ts';
import { viewOffer } from '../offers/offer.ts';
import type { OfferBook } from '../offers/offer-book.ts';
import { versionBody } from './bodies.ts';
import type { ListRoute } from './route.ts';

/** `GET publishers` and `GET publishers/{p}/offers`: those named so far, each offer as its draft. */
export function listCall(route: ListRoute, book: OfferBook, now: number): Answer {
  if (route.list === 'publishers') {
    const ids = new Set(book.all().map(({ offer }) => offer.publisherId));
    return json(
      200,
      [...ids].map((id) => ({ id, definition: { displayText: id } })),
    );
  }
  const entries = book.all().filter(({ offer }) => offer.publisherId === route.publisherId);
  const drafts = entries.map((entry) => {
    const view = viewOffer(entry.offer, now);
    return versionBody(entry.offer, view.slots.draft, view, book.script(entry).answers);
  });
  return json(200, drafts);
}
