import * as z from 'zod';
import { type Answer, failure } from '../http/answer.ts';
import type { Call } from './call.ts';
import { parseJson, precondition } from './publishing-calls.ts';
import { offerCall } from './reading-calls.ts';

const OfferBody = z.looseObject({ definition: z.looseObject({}) });

/**
 * `PUT` of an offer: changes its draft. The definition is not kept, because nothing ever reads what a rehearsal
 * publishes.
 */
export function putOfferCall(call: Call): Answer {
  const { entry, headers, body } = call;
  const refused = precondition(headers['if-match'], entry.offer);
  if (refused !== undefined) return refused;
  if (!OfferBody.safeParse(parseJson(body)).success)
    return failure(400, 'BadRequest', 'The body must be an offer with its definition.');
  call.save({ ...entry.offer, revision: entry.offer.revision + 1 });
  return offerCall(call);
}
