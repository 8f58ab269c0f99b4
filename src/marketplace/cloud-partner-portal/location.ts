import { API_VERSION } from './paths.ts';

export type Pinned = { kind: 'pinned'; ref: string } | { kind: 'elsewhere'; reason: string };

export type OperationLocation =
  | { kind: 'operation'; ref: string; operationId: string }
  | { kind: 'unusable'; reason: string };

const LENGTH_LIMIT = 2000;

/**
 * Turns a location that the marketplace gave into a path on its own origin, or says why it is not followed. What is
 * not plainly on this origin counts as elsewhere: it is never called and never gets a token.
 */
export function pin(location: string, origin: string): Pinned {
  if (location.length > LENGTH_LIMIT) return elsewhere(`it is longer than ${LENGTH_LIMIT} characters`);
  // URL parsers drop tabs and line ends, take a backslash for a slash and map look-alike letters.
  if (!/^[!-[\]-~]+$/.test(location)) return elsewhere('it holds characters that no location has');
  const url = parse(location, origin);
  if (url === undefined) return elsewhere('it is neither an absolute URL nor an absolute path');
  if (url.origin !== origin) return elsewhere(`it leads to ${url.protocol}//${url.host}`);
  if (/^[^/?#]*\/\/[^/?#]*@/.test(location) || url.username !== '' || url.password !== '')
    return elsewhere('it carries user information');
  // As a path alone this would name a host.
  if (url.pathname.startsWith('//')) return elsewhere('its path begins with two slashes');
  return { kind: 'pinned', ref: `${url.pathname}${versioned(url)}` };
}

/** Reads where a marketplace operation can be looked at; all three documented forms end in `/operations/{id}`. */
export function readOperationLocation(location: string | undefined, origin: string): OperationLocation {
  if (location === undefined || location === '') return { kind: 'unusable', reason: 'no location was given' };
  const pinned = pin(location, origin);
  if (pinned.kind === 'elsewhere') return { kind: 'unusable', reason: pinned.reason };
  const segment = /\/operations\/([^/?]+)\/?\?/.exec(pinned.ref)?.[1];
  const operationId = segment === undefined ? undefined : decode(segment);
  if (operationId === undefined || !/^[\w$.~:-]{1,200}$/.test(operationId))
    return { kind: 'unusable', reason: 'it does not name an operation' };
  return { kind: 'operation', ref: pinned.ref, operationId };
}

/** The first documented form of a location has no version; a query that is there is kept to the letter. */
function versioned({ search, searchParams }: URL): string {
  if (searchParams.has('api-version')) return search;
  return `${search}${search === '' ? '?' : '&'}api-version=${API_VERSION}`;
}

function parse(location: string, origin: string): URL | undefined {
  if (location.startsWith('//')) return undefined;
  if (location.startsWith('/')) return new URL(origin + location);
  return /^https?:\/\//i.test(location) && URL.canParse(location) ? new URL(location) : undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function elsewhere(reason: string): Pinned {
  return { kind: 'elsewhere', reason };
}
