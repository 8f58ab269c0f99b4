import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import { GO_LIVE } from '../domain/durable-names.ts';
import { parseDurationSeconds } from '../domain/duration.ts';
import type { FieldError } from '../domain/field-error.ts';
import { begin } from '../domain/gates.ts';
import { type GoLiveRequest, MAX_WAIT_SECONDS, type OnConflict } from '../domain/go-live-request.ts';
import { after, type Instant } from '../domain/instant.ts';
import type { OperationView } from '../domain/operation.ts';
import { viewOf } from '../domain/operation-view.ts';
import type { MarketplaceApi } from '../marketplace/api.ts';
import { OFFERS_PAGE } from '../marketplace/offers-page.ts';
import { keyName } from '../platform/record/keys.ts';
import type { KeptKey } from '../platform/record/request-keys.ts';
import type { Settings } from '../platform/settings.ts';
import { type ReadPorts, readOperation } from './read-operation.ts';

/** What a request asks for besides the offer; validated, with times and durations as the request gave them. */
export interface Wishes {
  onConflict: OnConflict;
  api?: MarketplaceApi | undefined;
  expectedVersion?: string | undefined;
  notBefore?: string | undefined;
  deadline?: string | undefined;
  approval?:
    | {
        required: number;
        expiresAfter: string;
        distinctFromRequester?: boolean | undefined;
        approvers?: string[] | undefined;
      }
    | undefined;
  labels?: Record<string, string> | undefined;
}

export interface Asked {
  publisherId: string;
  offerId: string;
  wishes: Wishes;
  /** The wishes that the caller stated. They identify a repeat of the request, in later versions of the app as well. */
  given: Partial<Wishes>;
  /** The caller's idempotency key, or a message's id, which serves as one. */
  key?: string;
  traceparent?: string;
  requestedBy: Actor;
  /** The addresses of an operation and its page, by the operation's id. */
  linksOf: (operationId: string) => { self?: string; page?: string };
}

export type Accepted =
  | { kind: 'operation'; operation: OperationView }
  | { kind: 'key-reused'; operationId: string }
  | { kind: 'invalid'; errors: FieldError[] };

interface Ports extends ReadPorts {
  settings: Settings;
}

/** W3C trace context, version 00; ids of zeros alone are not valid. */
const TRACEPARENT = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** A caller that claimed a key and started no operation within this time has crashed; its times are stale. */
const STALE_MS = 10 * 60_000;

/**
 * Turns a request into one operation, however often it arrives: of all requests with the same key one claims the key in
 * the record, and any of them starts the operation that was claimed. Starting it twice is harmless, because both start
 * the same.
 * @throws RecordUnavailable for a request with a key, while the record is away.
 */
export async function acceptGoLive(asked: Asked, ports: Ports): Promise<Accepted> {
  const { publisherId, offerId, key } = asked;
  const name = key === undefined ? undefined : keyName(publisherId, offerId, key);
  const request = { ...toRequest(asked, ports), ...(name !== undefined && { key: name }) };
  const errors = timeErrors(request, ports.now);
  if (name === undefined) return errors.length > 0 ? { kind: 'invalid', errors } : start(request, ports);
  if (errors.length > 0) {
    // A known key was validated when it first came; its times may lie in the past by now.
    const kept = await ports.record.findKey(name);
    return kept ? known(request, name, kept, ports) : { kind: 'invalid', errors };
  }
  const claimed = await ports.record.claimKey(name, request);
  return claimed.kind === 'claimed' ? start(request, ports) : known(request, name, claimed, ports);
}

async function start(request: GoLiveRequest, { taskHub }: Ports): Promise<Accepted> {
  const state = begin(request, request.requestedAt);
  await taskHub.start(GO_LIVE, request.operationId, state);
  return { kind: 'operation', operation: viewOf(state) };
}

/** The key was claimed before: returns its operation, which is started if it has not been. */
async function known(request: GoLiveRequest, name: string, kept: KeptKey, ports: Ports): Promise<Accepted> {
  const { operationId, fingerprint, requestedAt } = kept.request;
  if (fingerprint !== request.fingerprint) return { kind: 'key-reused', operationId };
  const found = await readOperation(operationId, ports);
  if (found) return { kind: 'operation', operation: found };
  if (ports.now < requestedAt + STALE_MS) return start(kept.request, ports);
  const renewed = { ...request, operationId };
  if (await ports.record.renewKey(name, renewed, kept.etag)) return start(renewed, ports);
  // Another request has just renewed the key: its times count, not the stale ones.
  const newest = await ports.record.findKey(name);
  return start(newest?.request ?? kept.request, ports);
}

function toRequest(asked: Asked, { settings, now }: Ports): GoLiveRequest {
  const { publisherId, offerId, wishes, given, traceparent, requestedBy, linksOf } = asked;
  const operationId = randomUUID();
  const { onConflict, expectedVersion, approval, labels, api = settings.marketplaceApi } = wishes;
  const { pollMinSeconds, pollMaxSeconds } = settings.marketplaces[api];
  const notBefore = wishes.notBefore === undefined ? undefined : Date.parse(wishes.notBefore);
  // An offer is the same in upper and lower case: one lane, one key.
  const offer = [publisherId.toLowerCase(), offerId.toLowerCase()];
  // The deadline of a scheduled go-live counts from its start.
  const startsAt = Math.max(now, notBefore ?? now);
  return {
    operationId,
    publisherId,
    offerId,
    api,
    requestedAt: now,
    requestedBy,
    onConflict,
    expectedVersion,
    notBefore,
    approval: approval && {
      required: approval.required,
      expiresAfterSeconds: parseDurationSeconds(approval.expiresAfter) ?? 0,
      // Wherever the requester is identified, they may not approve their own go-live unless the request allows it.
      ...((approval.distinctFromRequester ?? requestedBy.kind === 'principal') && { distinctFromRequester: true }),
      ...(approval.approvers && { approvers: approval.approvers }),
    },
    laneKey: hash(JSON.stringify(offer)).slice(0, 32),
    fingerprint: hash(JSON.stringify([...offer, canonical(given)])),
    labels,
    links: { ...linksOf(operationId), marketplace: OFFERS_PAGE },
    traceparent: traceparent !== undefined && TRACEPARENT.test(traceparent) ? traceparent : newTraceparent(),
    terms: {
      pollMinSeconds,
      pollMaxSeconds,
      settleSeconds: settings.settleSeconds,
      announceSeconds: settings.retentionDays * 24 * 3600,
      deadlineAt: deadlineAt(wishes.deadline, startsAt, settings.deadlineHours),
    },
  };
}

function deadlineAt(deadline: string | undefined, startsAt: Instant, deadlineHours: number): Instant {
  if (deadline === undefined) return after(startsAt, deadlineHours * 3600);
  const seconds = parseDurationSeconds(deadline);
  return seconds === undefined ? Date.parse(deadline) : after(startsAt, seconds);
}

function timeErrors(request: GoLiveRequest, now: Instant): FieldError[] {
  const { deadlineAt: deadline } = request.terms;
  const startsAt = Math.max(now, request.notBefore ?? now);
  if (startsAt > after(now, MAX_WAIT_SECONDS))
    return [{ pointer: '/notBefore', detail: 'must be at most 366 days ahead' }];
  if (deadline > after(startsAt, MAX_WAIT_SECONDS))
    return [{ pointer: '/deadline', detail: 'must be at most 366 days after the start' }];
  if (deadline > startsAt) return [];
  const detail =
    request.notBefore === undefined ? 'must be in the future' : 'must be after notBefore and in the future';
  return [{ pointer: '/deadline', detail }];
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A trace of our own (W3C trace context): all that one operation does is one trace, also when the caller began none. */
function newTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

/** Equal for equal content, whatever the order of its members. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, canonical(member)]);
}
