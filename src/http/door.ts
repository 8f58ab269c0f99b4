import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { type Caller, type Identified, may, publishersOf } from '../domain/caller.ts';
import { type Access, CALLS, type CallName, type GuardedCall } from './access.ts';
import type { Guard } from './bearer-token.ts';
import { type Belief, callerOf } from './caller.ts';
import { mayBeCrossSite } from './cross-site.ts';
import { operationIdIn } from './operation-path.ts';
import { missingRole, refuse, type TellRefused } from './refusal.ts';
import { signInRequired } from './sign-in.ts';

/** What the door needs to know. */
export interface DoorPorts extends Belief {
  guard?: Guard;
  /** Publisher of an operation; nothing when there is no such operation. */
  publisherOf(operationId: string): Promise<string | undefined>;
  tellRefused: TellRefused;
}

/** A caller that was admitted to a call with `identity` has one. */
export type CallerOf<Name extends GuardedCall> = (typeof CALLS)[Name] extends { identity: true } ? Identified : Caller;

export type Entry<Name extends GuardedCall> =
  | { kind: 'admitted'; caller: CallerOf<Name> }
  /** Nobody is signed in. */
  | { kind: 'stranger'; response: HttpResponseInit }
  | { kind: 'refused'; response: HttpResponseInit };

/**
 * The door of every HTTP trigger that is not open: admits the caller, or answers with a refusal. Requests that another
 * site may have sent were refused before it (`crossSiteProblem`), also for open triggers.
 */
export async function enter<Name extends GuardedCall>(
  request: HttpRequest,
  call: Name,
  ports: DoorPorts,
): Promise<Entry<Name>> {
  const caller = await callerOf(request, ports);
  if (!caller) return { kind: 'stranger', response: signInRequired(request, ports.guard) };
  const refused = (
    code: 'IdentityRequired' | 'PersonRequired' | 'RoleRequired',
    detail: string,
    publisherId?: string,
  ) => {
    const { role }: Access = CALLS[call];
    const about = { call, code, caller, role, ...(publisherId !== undefined && { publisherId }) };
    return { kind: 'refused' as const, response: refuse(request, { ...about, detail }, ports.tellRefused) };
  };
  if (!isKnownEnough(call, caller)) return refused('IdentityRequired', IDENTITY_REQUIRED);
  const { role }: Access = CALLS[call];
  if (role === 'GoLive.Approve' && caller.kind !== 'person') return refused('PersonRequired', PERSON_REQUIRED);
  const missing = await missingFor(request, CALLS[call], caller, ports);
  if (missing) return refused('RoleRequired', missingRole(caller, role, missing.publisherId), missing.publisherId);
  return { kind: 'admitted', caller };
}

const IDENTITY_REQUIRED =
  'This call requires an identified user, and a function key identifies nobody. Sign in, or call with a token, where the platform authenticates callers.';
const PERSON_REQUIRED =
  'An application may neither approve nor reject, whatever its roles. A person with the role GoLive.Approve has to: signed in, or with a token of that person.';

/** Refuses a request that another site may have sent on behalf of somebody who is signed in here. */
export function crossSiteProblem(
  request: HttpRequest,
  call: CallName,
  tell: TellRefused,
): HttpResponseInit | undefined {
  if (!mayBeCrossSite(request)) return undefined;
  const detail =
    'It came with a cookie, and did not say that a page of this service sent it: "Sec-Fetch-Site: same-origin", or its "Origin". Without a browser, call with a token and no cookie.';
  return refuse(request, { call, code: 'CrossSiteRequest', detail }, tell);
}

function isKnownEnough<Name extends GuardedCall>(call: Name, caller: Caller): caller is CallerOf<Name> {
  const { identity }: Access = CALLS[call];
  return identity !== true || caller.kind !== 'key';
}

/** The publisher that the caller's roles do not cover; undefined when they cover the call. */
async function missingFor(
  request: HttpRequest,
  { role, of }: Access,
  caller: Caller,
  ports: DoorPorts,
): Promise<{ publisherId?: string } | undefined> {
  const publishers = publishersOf(caller, role);
  if (publishers === 'all') return undefined;
  // Before anything is read: a caller without the role must not even learn which operations exist.
  if (publishers.length === 0 || of === 'all') return {};
  const wanted = await publishersWanted(request, of, ports);
  if (wanted.length === 0 && of === 'query') return {};
  const foreign = wanted.find((publisherId) => !may(caller, role, publisherId));
  return foreign === undefined ? undefined : { publisherId: foreign };
}

/** The publishers that a request concerns; empty when it names none, or names an unknown operation. */
async function publishersWanted(
  request: HttpRequest,
  of: 'path' | 'operation' | 'list' | 'query',
  ports: DoorPorts,
): Promise<string[]> {
  switch (of) {
    case 'path':
      return [request.params['publisherId'] ?? ''];
    case 'list':
    case 'query':
      // A form also sends its empty fields, which name no publisher.
      return request.query.getAll('publisherId').filter((publisherId) => publisherId !== '');
    case 'operation': {
      const id = operationIdIn(request);
      const publisherId = id === undefined ? undefined : await ports.publisherOf(id);
      return publisherId === undefined ? [] : [publisherId];
    }
  }
}
