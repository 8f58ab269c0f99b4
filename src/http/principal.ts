import type { HttpRequest } from '@azure/functions';
import type { Actor, Principal } from '../domain/actor.ts';
import type { ReadBearerToken } from './bearer-token.ts';

/** What makes a caller believed. */
export interface Belief {
  platformAuthenticates: boolean;
  /** Where Entra guards the API: a token that comes along is read by the app itself too. */
  readBearerToken?: ReadBearerToken;
}

const MOST_CHARACTERS = 200;

/**
 * The authenticated caller. Anybody can send these headers, so they are believed only where the platform authenticates:
 * there it removes what came from outside and writes its own ("Work with user identities in Azure App Service
 * authentication"). A token that comes along has to be good, and to name the same caller.
 */
export async function principalOf(request: HttpRequest, belief: Belief): Promise<Principal | undefined> {
  if (!belief.platformAuthenticates) return undefined;
  const id = request.headers.get('x-ms-client-principal-id')?.trim() ?? '';
  const name = request.headers.get('x-ms-client-principal-name')?.trim() ?? '';
  if (id === '' || id.length > MOST_CHARACTERS) return undefined;
  if (!(await tokenAgrees(request, id, belief.readBearerToken))) return undefined;
  return { kind: 'principal', id, ...(name !== '' && { name: name.slice(0, MOST_CHARACTERS).toWellFormed() }) };
}

/** Who calls, as far as that is known: of a caller with a function key it is not, not even which key. */
export async function callerOf(request: HttpRequest, belief: Belief): Promise<Actor> {
  return (await principalOf(request, belief)) ?? { kind: 'key' };
}

async function tokenAgrees(request: HttpRequest, id: string, read: ReadBearerToken | undefined): Promise<boolean> {
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined || read === undefined) return true;
  return (await read(token))?.objectId.toLowerCase() === id.toLowerCase();
}
