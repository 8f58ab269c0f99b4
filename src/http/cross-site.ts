import type { HttpRequest } from '@azure/functions';
import { isOurOrigin } from './api-url.ts';

/**
 * Whether another site may have made a signed-in browser send this. A browser adds the session cookie by itself, so a
 * request that changes something and has a cookie must prove that this service's own page sent it. Browsers let no page
 * write these two headers (Fetch, "Forbidden request-header").
 */
export function mayBeCrossSite(request: HttpRequest): boolean {
  const { method, headers } = request;
  if (method === 'GET' || method === 'HEAD' || !headers.has('cookie')) return false;
  return headers.get('sec-fetch-site') !== 'same-origin' && !isOurOrigin(headers.get('origin'), request);
}
