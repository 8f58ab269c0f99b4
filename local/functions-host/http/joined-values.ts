import type { IncomingMessage } from 'node:http';

/** Headers by lower-case name; repeated ones are joined with a comma, empty ones are left out. */
export function joinedHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** Query values; those of a repeated name are joined with a comma, as .NET's `StringValues` are. */
export function joinedQuery(query: URLSearchParams): [string, string][] {
  return [...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]);
}
