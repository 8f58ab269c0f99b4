import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { apiUrl } from './api-url.ts';

/**
 * 303 to the page for a person whose browser was led to the API: a link in an event, in an alert. Scripts and pipelines do
 * not navigate, so an answer of the API is JSON whatever `Accept` says. Nothing for what has no page.
 */
export function pageInstead(request: HttpRequest): HttpResponseInit | undefined {
  const { method, headers, url, params } = request;
  if (method !== 'GET' || headers.get('sec-fetch-mode') !== 'navigate') return undefined;
  const { pathname, searchParams } = new URL(url);
  const id = params['id'];
  if (id !== undefined && /\/operations\/[^/]+(\/(result|transitions))?\/?$/.test(pathname)) {
    return seeOther(apiUrl(request, `ui/operations/${encodeURIComponent(id)}`));
  }
  if (/\/operations\/?$/.test(pathname)) return seeOther(`${apiUrl(request, 'ui')}${filterOf(searchParams)}`);
  return undefined;
}

function seeOther(location: string): HttpResponseInit {
  return { status: 303, headers: { Location: location, 'Cache-Control': 'no-store', Vary: 'Sec-Fetch-Mode' } };
}

/** What the list of the API and the page's can both be filtered by. */
function filterOf(query: URLSearchParams): string {
  const filter = new URLSearchParams();
  for (const [name, text] of query) {
    if (name === 'publisherId' || name === 'offerId') filter.set(name, text);
    if (name.startsWith('label.')) filter.set('label', `${name.slice('label.'.length)}=${text}`);
  }
  return filter.size === 0 ? '' : `?${filter}`;
}
