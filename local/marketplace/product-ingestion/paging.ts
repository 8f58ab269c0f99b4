import { type Answer, json } from '../http/answer.ts';
import { parameter } from './call.ts';
import { failure } from './failure.ts';

/** A page of a list; the next page's address is absolute and repeats the caller's query. */
export function page(items: unknown[], url: URL, foreignLink?: string): Answer {
  const query = url.searchParams;
  const first = Number(parameter(query, 'continuationToken') ?? 0);
  const size = Number(parameter(query, '$maxpagesize') ?? Math.max(1, items.length));
  if (!Number.isInteger(first) || first < 0) return failure(400, 'badRequest', 'The continuationToken is not valid.');
  if (!Number.isInteger(size) || size < 1) return failure(400, 'badRequest', '$maxpagesize must be a number from 1.');
  const next = first + size;
  const value = items.slice(first, next);
  const link = foreignLink ?? (next < items.length ? nextLink(url, next) : undefined);
  return json(200, link === undefined ? { value } : { value, '@nextLink': link });
}

function nextLink(url: URL, next: number): string {
  const link = new URL(url);
  link.searchParams.set('continuationToken', String(next));
  return link.href;
}
