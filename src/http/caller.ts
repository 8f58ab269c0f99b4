import type { HttpRequest } from '@azure/functions';
import type { Caller, Identified } from '../domain/caller.ts';
import type { ReadBearerToken } from './bearer-token.ts';
import { type Claims, claimsInHeader } from './claims.ts';

/** What makes a caller believed. */
export interface Belief {
  platformAuthenticates: boolean;
  /** Present where Entra guards the API: the app then verifies a bearer token by itself as well. */
  readBearerToken?: ReadBearerToken;
}

const MAX_CHARACTERS = 200;
/** A browser that the platform signed in sends this cookie. Long sessions continue in others with a number appended. */
const SESSION_COOKIE = /(^|;\s*)AppServiceAuthSession\d*=/;

/**
 * Identifies the caller; undefined when the platform authenticates but has identified nobody. Anybody can send the
 * identity headers, so they are believed only where the platform authenticates: there it removes those from outside and
 * writes its own ("Work with user identities in Azure App Service authentication"). A bearer token must be valid and
 * name the same caller, and its claims then count.
 */
export async function callerOf(request: HttpRequest, belief: Belief): Promise<Caller | undefined> {
  if (!belief.platformAuthenticates) return { kind: 'key' };
  const id = request.headers.get('x-ms-client-principal-id')?.trim() ?? '';
  const name = request.headers.get('x-ms-client-principal-name')?.trim() ?? '';
  if (id === '' || id.length > MAX_CHARACTERS) return undefined;
  const claims = await claimsOf(request, id, belief.readBearerToken);
  if (claims === 'refused') return undefined;
  return {
    kind: kindOf(request, claims),
    principal: { kind: 'principal', id, ...(name !== '' && { name: name.slice(0, MAX_CHARACTERS).toWellFormed() }) },
    roles: claims?.roles ?? [],
  };
}

async function claimsOf(
  request: HttpRequest,
  id: string,
  read: ReadBearerToken | undefined,
): Promise<Claims | undefined | 'refused'> {
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token !== undefined && read !== undefined) {
    const told = await read(token);
    return told?.objectId.toLowerCase() === id.toLowerCase() ? told.claims : 'refused';
  }
  const header = request.headers.get('x-ms-client-principal');
  return header === null ? undefined : claimsInHeader(header);
}

/**
 * A person has a delegated token or a signed-in browser. Any doubtful caller is an application, which may approve
 * nothing.
 */
function kindOf(request: HttpRequest, claims: Claims | undefined): Identified['kind'] {
  if (!claims || (claims.identityType !== undefined && claims.identityType !== 'user')) return 'application';
  if (claims.scope !== undefined) return 'person';
  return isSignedInBrowser(request) && !claims.isAccessToken ? 'person' : 'application';
}

/** By cookie alone: the other two headers carry tokens, which an application can have. */
function isSignedInBrowser({ headers }: HttpRequest): boolean {
  return (
    SESSION_COOKIE.test(headers.get('cookie') ?? '') && !headers.has('authorization') && !headers.has('x-zumo-auth')
  );
}
