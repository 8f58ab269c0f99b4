import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { apiUrl } from './api-url.ts';

/**
 * 303 to the page for a person whose browser was led to the API, by a link in an event or an alert. Scripts and
 * pipelines do not navigate, so they get JSON whatever `Accept` says. Undefined for addresses without a page.
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

/** The filters that the API's list and the page's list have in common. */
function filterOf(query: URLSearchParams): string {
  const filter = new URLSearchParams();
  for (const [name, text] of query) {
    if (name === 'publisherId' || name === 'offerId') filter.set(name, text);
    if (name.startsWith('label.')) filter.set('label', `${name.slice('label.'.length)}=${text}`);
  }
  return filter.size === 0 ? '' : `?${filter}`;
}
