import type { ApiContext, ApiRequest } from '../calls/api-request.ts';
import type { Call as AnyCall } from '../calls/call.ts';
import { playCall, type Subject } from '../calls/play-call.ts';
import type { Answer } from '../http/answer.ts';
import type { Entry } from '../offers/entry.ts';
import type { OfferBook } from '../offers/offer-book.ts';
import { ID } from '../offers/offer-name.ts';
import { type Call, parameter } from './call.ts';
import { productOf, readConfigure, targetTypeOf } from './configure-request.ts';
import { parseDurableId } from './durable-id.ts';
import { failure, refuseToken, usualFailure } from './failure.ts';
import { page } from './paging.ts';
import { cancelCall, configureCall } from './publishing-calls.ts';
import {
  jobCall,
  jobDetailCall,
  noJob,
  planCall,
  productCall,
  productLookup,
  submissionsCall,
  treeCall,
} from './reading-calls.ts';
import { productBody } from './resource-bodies.ts';
import { actionsOf, type Route, routeOf } from './route.ts';

/** Answers a request to the Product Ingestion API. */
export async function answerProductIngestion(request: ApiRequest, context: ApiContext): Promise<Answer> {
  const { method, url, body } = request;
  const route = routeOf(method, url.pathname);
  if (route === undefined) return failure(404, 'notFound', `The API has no ${method} ${url.pathname}.`);
  const actions = actionsOf(route, route.action === 'configure' ? targetTypeOf(body) : undefined);
  const subject = findSubject(route, request, context.book);
  return playCall(
    request,
    { api: 'product-ingestion', actions, subject, usualFailure, unauthorized: refuseToken },
    context,
  );
}

/**
 * No path of this API names a publisher and few name an offer, so the subject is derived from the ids in path and body.
 */
function findSubject(route: Route, { url, body }: ApiRequest, book: OfferBook): Subject {
  switch (route.action) {
    case 'product': {
      const externalId = parameter(url.searchParams, 'externalId');
      if (route.guid !== undefined) return aboutOffer(book.byGuid(route.guid), url, productCall);
      if (externalId === undefined) return { kind: 'no-offer', answer: allProducts(book, url) };
      if (!ID.test(externalId)) return { kind: 'no-offer', answer: page([], url) };
      return aboutOffer(book.byOfferId(externalId), url, productLookup, { answersForAbsent: true });
    }
    case 'plan': {
      const product = parameter(url.searchParams, 'product');
      if (product === undefined) return { kind: 'no-offer', answer: productRequired() };
      return aboutOffer(book.byGuid(parseDurableId(product).guid), url, planCall);
    }
    case 'resource-tree':
      return aboutOffer(book.byGuid(route.guid), url, treeCall);
    case 'submissions':
      return aboutOffer(book.byGuid(route.guid), url, (call) => submissionsCall(call, route.number));
    case 'configure': {
      const entry = productOf(body, book);
      const read = readConfigure(body);
      if (entry === undefined && !read.ok) return { kind: 'no-offer', answer: read.answer };
      return aboutOffer(entry, url, (call) => configureCall(call, read));
    }
    case 'job':
      return aboutJob(book, route.jobId, url, jobCall);
    case 'job-detail':
      return aboutJob(book, route.jobId, url, jobDetailCall);
    case 'cancel':
      return aboutJob(book, route.jobId, url, cancelCall);
  }
}

function aboutJob(book: OfferBook, jobId: string, url: URL, carryOut: (call: Call, jobId: string) => Answer): Subject {
  const entry = book.byOperation(jobId);
  if (entry === undefined) return { kind: 'no-offer', answer: noJob(jobId) };
  return aboutOffer(entry, url, (call) => carryOut(call, jobId));
}

function aboutOffer(
  entry: Entry | undefined,
  url: URL,
  carryOut: (call: Call) => Answer,
  { answersForAbsent = false } = {},
): Subject {
  if (entry === undefined) return { kind: 'no-offer', answer: noProduct() };
  const { publisherId, offerId } = entry.offer;
  const carryOutHere = (call: AnyCall): Answer => {
    if (call.script.access === 'denied') return usualFailure(403);
    if (!call.script.exists && !answersForAbsent) return noProduct();
    return carryOut({ ...call, url, understood: parameter(call.query, '$version') });
  };
  return { kind: 'offer', publisherId, offerId, carryOut: carryOutHere };
}

function allProducts(book: OfferBook, url: URL): Answer {
  const understood = parameter(url.searchParams, '$version');
  const type = parameter(url.searchParams, 'type');
  const entries = book.all().filter((entry) => book.script(entry).exists);
  const products = entries.map((entry) => productBody(entry, understood));
  return page(
    products.filter((product) => type === undefined || product['type'] === type),
    url,
  );
}

function productRequired(): Answer {
  return failure(400, 'badRequest', 'The query parameter product is required.');
}

function noProduct(): Answer {
  return failure(404, 'notFound', 'The product was not found.', [
    { code: 'resourceNotFound', message: 'There is no such product.' },
  ]);
}
