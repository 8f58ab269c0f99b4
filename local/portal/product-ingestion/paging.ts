import { type Answer, json } from '../http/answer.ts';
import { parameter } from './call.ts';

/** A page of a list; the address of the next one is absolute and has all that the caller asked for. */
export function page(items: unknown[], url: URL, foreignLink?: string): Answer {
  const query = url.searchParams;
  const first = Number(parameter(query, 'continuationToken') ?? 0);
  const size = Number(parameter(query, '$maxpagesize') ?? items.length);
  const value = items.slice(first, first + size);
  const next = first + size;
  const link = foreignLink ?? (size > 0 && next < items.length ? nextLink(url, next) : undefined);
  return json(200, link === undefined ? { value } : { value, '@nextLink': link });
}

function nextLink(url: URL, next: number): string {
  const link = new URL(url);
  link.searchParams.set('continuationToken', String(next));
  return link.href;
}
