import type { HttpRequest } from '@azure/functions';

/** An address of the API, from the host name that the caller used. `path` begins without a slash. */
export function apiUrl(request: HttpRequest, path: string): string {
  const { origin, pathname } = new URL(request.url);
  const prefix = pathname.slice(0, pathname.search(/\/(publishers|operations)(\/|$)/));
  return `${origin}${prefix}/${path}`;
}
