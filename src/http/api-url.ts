import type { HttpRequest } from '@azure/functions';

/** An address of the API, from the host name that the caller used. `path` begins without a slash. */
export function apiUrl(request: HttpRequest, path: string): string {
  const { origin, pathname } = new URL(request.url);
  const prefix = pathname.slice(0, pathname.search(/\/(publishers|operations)(\/|$)/));
  return `${origin}${prefix}/${path}`;
}

/** The caller's own address with another continuation: the next page. */
export function nextLink(request: HttpRequest, continuation: string): string {
  const url = new URL(request.url);
  url.searchParams.set('continuation', toContinuation(continuation));
  return url.href;
}

/** Opaque to callers. */
export function toContinuation(token: string): string {
  return Buffer.from(token).toString('base64url');
}

export function fromContinuation(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}
