import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { faultOf } from '../faults/apply-rules.ts';
import { refuseCall, type UsualFailure } from '../faults/refuse-call.ts';
import { tamper } from '../faults/tamper.ts';
import type { Answer } from '../http/answer.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { Entry } from '../offers/entry.ts';
import type { OfferBook } from '../offers/offer-book.ts';
import type { Script } from '../offers/script.ts';
import type { Action, Rule } from '../scenario/rule.ts';
import type { ApiContext, ApiRequest } from './api-request.ts';
import { type Api, bearerToken, type Caller, describeAuthorization, type VerifyToken } from './bearer.ts';
import type { Call } from './call.ts';

/** The meaning of a call in its API, and the way in which that API answers. */
export interface Meaning {
  api: Api;
  /** The call's own name, which the journal shows, then the names by which rules written for the other API match it. */
  actions: [Action, ...Action[]];
  subject: Subject;
  usualFailure: UsualFailure;
  /** Without a reason there was no token at all. */
  unauthorized(reason?: string): Answer;
}

/** The subject of a call. Without an offer that exists, no faults apply. */
export type Subject =
  | { kind: 'offer'; publisherId: string; offerId: string; carryOut(call: Call): Answer }
  | { kind: 'no-offer'; answer: Answer };

/** Answers a call, applies the faults that its offer's script has for it, and records it in the journal. */
export async function playCall(request: ApiRequest, meaning: Meaning, context: ApiContext): Promise<Answer> {
  const { book, verifyToken, now } = context;
  const { subject } = meaning;
  const entry = subject.kind === 'offer' ? book.entry(subject.publisherId, subject.offerId) : undefined;
  const record = book.record(entry, journalEntry(request, meaning, now()));
  const identity = await identify(request.headers.authorization, meaning.api, verifyToken);
  const answer = identity.ok
    ? await answerCaller(request, meaning, identity.caller, record, context)
    : meaning.unauthorized(identity.reason);
  record.status = answer.delivery?.manner === 'lost' || answer.delivery?.manner === 'reset' ? null : answer.status;
  return answer;
}

async function answerCaller(
  request: ApiRequest,
  { actions, subject, usualFailure }: Meaning,
  caller: Caller,
  record: JournalEntry,
  { book, now, closing }: ApiContext,
): Promise<Answer> {
  if (subject.kind === 'no-offer') return subject.answer;
  const { publisherId, offerId } = subject;
  const faults = strike(book, book.entry(publisherId, offerId), actions, caller, now());
  if (faults.length > 0) record.faults = faults.map((fault) => fault.do);
  const pause = async (name: 'late' | 'slow') => {
    const fault = faultOf(faults, name);
    if (fault !== undefined) await delay(fault.seconds * 1000, undefined, { signal: closing });
  };
  await pause('late');
  // Looked up only now, because during a delay the rehearsal may script the offer again.
  const entry = book.entry(publisherId, offerId);
  const call: Call = {
    query: request.url.searchParams,
    headers: request.headers,
    body: request.body,
    origin: request.url.origin,
    caller: caller.clientId,
    entry,
    script: inWords(book.script(entry), faults),
    faults,
    now: now(),
    save(changed, operation) {
      book.save(entry, changed, operation);
      if (operation !== undefined) record.operationId = operation.id;
    },
  };
  const answer = refuseCall(faults, now(), usualFailure) ?? subject.carryOut(call);
  await pause('slow');
  return tamper(answer, faults, usualFailure);
}

function strike(book: OfferBook, entry: Entry, actions: Action[], { credential }: Caller, now: number): Rule[] {
  const { latest } = entry.offer;
  const secondsSinceGoLive = latest?.kind === 'goLive' ? (now - latest.startedAt) / 1000 : undefined;
  return book.strike(entry, { actions, credential, secondsSinceGoLive });
}

function inWords(script: Script, faults: Rule[]): Script {
  const words = faultOf(faults, 'words')?.words;
  return words === undefined ? script : { ...script, answers: { ...script.answers, words } };
}

type Identity = { ok: true; caller: Caller } | { ok: false; reason?: string };

async function identify(authorization: string | undefined, api: Api, verifyToken: VerifyToken): Promise<Identity> {
  const token = bearerToken(authorization);
  if (token === undefined) return { ok: false };
  const verdict = await verifyToken(token, api);
  if (!verdict.ok) return { ok: false, reason: verdict.reason };
  const credential = createHash('sha256')
    .update(verdict.credential ?? token)
    .digest('hex');
  return { ok: true, caller: { clientId: verdict.clientId, credential } };
}

function journalEntry(
  { method, url, headers }: ApiRequest,
  { actions: [action], subject }: Meaning,
  now: number,
): Omit<JournalEntry, 'number'> {
  return {
    time: new Date(now).toISOString(),
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    ...(subject.kind === 'offer' && { publisherId: subject.publisherId, offerId: subject.offerId }),
    action,
    headers: {
      'if-match': headers['if-match'],
      'content-type': headers['content-type'],
      authorization: describeAuthorization(headers.authorization),
    },
    status: null,
  };
}
