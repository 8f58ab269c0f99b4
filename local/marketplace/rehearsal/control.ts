import * as z from 'zod';
import { pathSegments } from '../cloud-partner-portal/route.ts';
import { type Answer, failure, json } from '../http/answer.ts';
import { release } from '../offers/commands.ts';
import type { OfferBook } from '../offers/offer-book.ts';
import { ID } from '../offers/offer-name.ts';
import { Scenario } from '../scenario/scenario.ts';
import { letOthers, OTHERS } from './others.ts';
import { summarise } from './summary.ts';

/** A request to the rehearsal's own paths. */
export interface ControlRequest {
  method: string;
  url: URL;
  body: string;
}

const After = z.coerce.number().int().min(0).default(0);

/** Answers the rehearsal's own requests: scripting offers, showing them, reading the journal. */
export function answerControl(request: ControlRequest, book: OfferBook, now: () => number): Answer {
  const [, ...segments] = pathSegments(request.url.pathname);
  if (segments.length === 0) return answerAll(request, book);
  if (segments.length === 1 && segments[0] === 'requests') return answerRequests(request, book);
  const [publishers, publisherId = '', offers, offerId = '', verb, ...rest] = segments;
  if (publishers !== 'publishers' || offers !== 'offers' || rest.length > 0) return unknownPath(request);
  if (!ID.test(publisherId) || !ID.test(offerId)) {
    return failure(
      400,
      'InvalidRequest',
      `Publisher and offer ids match ${ID.source}; got "${publisherId}" and "${offerId}".`,
    );
  }
  if (verb === 'release' && request.method === 'PUT') return answerRelease(publisherId, offerId, book, now());
  const deed = OTHERS.find((known) => known === verb);
  if (deed !== undefined && request.method === 'PUT')
    return letOthers(deed, book.entry(publisherId, offerId), book, now());
  if (verb !== undefined) return unknownPath(request);
  switch (request.method) {
    case 'GET':
      return json(200, summarise(book.entry(publisherId, offerId), now()));
    case 'PUT':
      return withScenario(request, (scenario) => summarise(book.setScenario(publisherId, offerId, scenario), now()));
    case 'DELETE':
      book.forget(publisherId, offerId);
      return { status: 204, headers: {}, body: '' };
    default:
      return unknownPath(request);
  }
}

function answerAll(request: ControlRequest, book: OfferBook): Answer {
  switch (request.method) {
    case 'GET':
      return json(200, { defaults: book.defaults, offers: book.size });
    case 'PUT':
      return withScenario(request, (scenario) => {
        book.setDefaults(scenario);
        return { defaults: scenario, offers: book.size };
      });
    case 'DELETE':
      book.forgetAll();
      return { status: 204, headers: {}, body: '' };
    default:
      return unknownPath(request);
  }
}

function answerRequests(request: ControlRequest, book: OfferBook): Answer {
  if (request.method !== 'GET') return unknownPath(request);
  const after = After.safeParse(request.url.searchParams.get('after') ?? undefined);
  if (!after.success)
    return failure(400, 'InvalidRequest', 'after must be the number of a request, a whole number from 0.');
  return json(200, { value: book.journal.newest().filter((entry) => entry.number > after.data) });
}

function answerRelease(publisherId: string, offerId: string, book: OfferBook, now: number): Answer {
  const entry = book.entry(publisherId, offerId);
  const released = release(entry.offer, now);
  if (released === undefined) {
    return failure(409, 'NothingHeld', `No step of offer ${offerId} is blocked or stuck; there is nothing to release.`);
  }
  book.save(entry, released);
  return json(200, summarise(entry, now));
}

function withScenario({ body }: ControlRequest, use: (scenario: Scenario) => unknown): Answer {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return failure(
      400,
      'InvalidScenario',
      `The body must be a scenario as JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  const scenario = Scenario.safeParse(value);
  return scenario.success
    ? json(200, use(scenario.data))
    : failure(
        400,
        'InvalidScenario',
        `${z.prettifyError(scenario.error)}\nlocal/marketplace/README.md lists all that a scenario may hold.`,
      );
}

function unknownPath({ method, url }: ControlRequest): Answer {
  return failure(404, 'NotFound', `The rehearsal has no ${method} ${url.pathname}; see local/marketplace/README.md.`);
}
