import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { faultOf } from '../faults/apply-rules.ts';
import { refuseCall, usualFailure } from '../faults/refuse-call.ts';
import type { Action, Rule } from '../faults/rule.ts';
import { tamper } from '../faults/tamper.ts';
import { type Answer, failure } from '../http/answer.ts';
import type { Entry, OfferBook } from '../offers/offer-book.ts';
import type { Script } from '../offers/script.ts';
import type { JournalEntry } from '../rehearsal/journal.ts';
import { bearerToken, type Caller, describeAuthorization, type VerifyToken } from './bearer.ts';
import type { Call } from './call.ts';
import { API_VERSION } from './location.ts';
import { cancelCall, goLiveCall, publishCall } from './publishing-calls.ts';
import { offerCall, operationCall, slotCall, statusCall, submissionsCall, versionsCall } from './reading-calls.ts';
import { type Route, routeOf } from './route.ts';

/** A request as it arrived. */
export interface ApiRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ApiContext {
  book: OfferBook;
  verifyToken: VerifyToken;
  now: () => number;
  /** Ends delays when the portal closes. */
  closing: AbortSignal;
}

const CALLS: Record<Action, (call: Call) => Answer> = {
  golive: goLiveCall,
  publish: publishCall,
  cancel: cancelCall,
  operation: operationCall,
  submissions: submissionsCall,
  status: statusCall,
  slot: slotCall,
  offer: offerCall,
  versions: versionsCall,
};

/** Answers a request to the Cloud Partner Portal API, with the faults that its offer's script has for it. */
export async function answerApi(request: ApiRequest, context: ApiContext): Promise<Answer> {
  const { method, url, headers } = request;
  const route = routeOf(method, url.pathname);
  if (route === undefined) return failure(404, 'NotFound', `The API has no ${method} ${url.pathname}.`);
  const { book, now } = context;
  const record = book.record(book.entry(route.publisherId, route.offerId), journalEntry(request, route, now()));
  const caller = await identify(headers.authorization, context.verifyToken);
  const answer = caller === undefined ? unauthorized() : await answerCaller(request, route, caller, record, context);
  record.status = answer.delivery?.manner === 'lost' || answer.delivery?.manner === 'reset' ? null : answer.status;
  return answer;
}

async function answerCaller(
  request: ApiRequest,
  route: Route,
  caller: Caller,
  record: JournalEntry,
  { book, now, closing }: ApiContext,
): Promise<Answer> {
  const { publisherId, offerId, action } = route;
  const faults = strike(book, book.entry(publisherId, offerId), action, caller, now());
  if (faults.length > 0) record.faults = faults.map((fault) => fault.do);
  const pause = async (name: 'late' | 'slow') => {
    const fault = faultOf(faults, name);
    if (fault !== undefined) await delay(fault.seconds * 1000, undefined, { signal: closing });
  };
  await pause('late');
  // Looked up only now: a delay gives the rehearsal time to script the offer anew.
  const entry = book.entry(publisherId, offerId);
  const script = inWords(book.script(entry), faults);
  const call: Call = {
    route,
    query: request.url.searchParams,
    headers: request.headers,
    body: request.body,
    origin: request.url.origin,
    caller: caller.clientId,
    entry,
    script,
    faults,
    now: now(),
    save(offer, operation) {
      book.save(entry, offer, operation);
      if (operation !== undefined) record.operationId = operation.id;
    },
  };
  const answer = refuseCall(faults, now()) ?? refuseByScript(call) ?? CALLS[action](call);
  await pause('slow');
  return tamper(answer, faults);
}

function strike(book: OfferBook, entry: Entry, action: Action, { credential }: Caller, now: number): Rule[] {
  const { latest } = entry.offer;
  const secondsSinceGoLive = latest?.kind === 'goLive' ? (now - latest.startedAt) / 1000 : undefined;
  return book.strike(entry, { action, credential, secondsSinceGoLive });
}

function refuseByScript({ query, script, route }: Call): Answer | undefined {
  if (query.get('api-version') !== API_VERSION) {
    return failure(400, 'InvalidAPIVersion', `Invalid api version. Allowed values are [${API_VERSION}]`);
  }
  if (script.access === 'denied') return usualFailure(403);
  if (script.exists) return undefined;
  return failure(404, 'NotFound', `There is no offer ${route.offerId} of publisher ${route.publisherId}.`);
}

function inWords(script: Script, faults: Rule[]): Script {
  const words = faultOf(faults, 'words')?.words;
  return words === undefined ? script : { ...script, answers: { ...script.answers, words } };
}

async function identify(authorization: string | undefined, verifyToken: VerifyToken): Promise<Caller | undefined> {
  const token = bearerToken(authorization);
  if (token === undefined) return undefined;
  const verdict = await verifyToken(token);
  if (!verdict.ok) return undefined;
  const credential = createHash('sha256')
    .update(verdict.credential ?? token)
    .digest('hex');
  return { clientId: verdict.clientId, credential };
}

function unauthorized(): Answer {
  return usualFailure(401, { 'www-authenticate': 'Bearer' });
}

function journalEntry({ method, url, headers }: ApiRequest, route: Route, now: number): Omit<JournalEntry, 'number'> {
  return {
    time: new Date(now).toISOString(),
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    publisherId: route.publisherId,
    offerId: route.offerId,
    action: route.action,
    headers: {
      'if-match': headers['if-match'],
      'content-type': headers['content-type'],
      authorization: describeAuthorization(headers.authorization),
    },
    status: null,
  };
}
