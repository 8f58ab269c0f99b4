export type SameOrigin = { kind: 'same-origin'; ref: string } | { kind: 'elsewhere'; reason: string };

const MAX_LENGTH = 2000;

/**
 * Turns a location from the marketplace into a path on its own origin, or states why it is not followed. Anything not
 * plainly on this origin counts as elsewhere: it is never called and never gets a token.
 */
export function sameOrigin(location: string, origin: string): SameOrigin {
  if (location.length > MAX_LENGTH) return elsewhere(`it is longer than ${MAX_LENGTH} characters`);
  // URL parsers drop tabs and line ends, take a backslash for a slash and map look-alike letters.
  if (!/^[!-[\]-~]+$/.test(location)) return elsewhere('it holds characters that no location has');
  const url = parse(location, origin);
  if (url === undefined) return elsewhere('it is neither an absolute URL nor an absolute path');
  if (url.origin !== origin) return elsewhere(`it leads to ${url.protocol}//${url.host}`);
  if (/^[^/?#]*\/\/[^/?#]*@/.test(location) || url.username !== '' || url.password !== '')
    return elsewhere('it carries user information');
  // As a path alone this would name a host.
  if (url.pathname.startsWith('//')) return elsewhere('its path begins with two slashes');
  return { kind: 'same-origin', ref: `${url.pathname}${url.search}` };
}

function parse(location: string, origin: string): URL | undefined {
  if (location.startsWith('//')) return undefined;
  if (location.startsWith('/')) return new URL(origin + location);
  return /^https?:\/\//i.test(location) && URL.canParse(location) ? new URL(location) : undefined;
}

function elsewhere(reason: string): SameOrigin {
  return { kind: 'elsewhere', reason };
}
