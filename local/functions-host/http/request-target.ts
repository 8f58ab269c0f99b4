import type { IncomingMessage } from 'node:http';

/** The parsed URL of a request, as its caller wrote it. */
export interface RequestTarget {
  /** Absolute, with the host name that the caller used. */
  url: string;
  /** Percent-decoded, except for an encoded slash, which ASP.NET Core leaves as it is. */
  path: string;
  /** The path as it was sent. */
  rawPath: string;
  query: URLSearchParams;
}

/** Parses a request's URL; undefined when it is invalid. */
export function requestTarget(request: IncomingMessage): RequestTarget | undefined {
  const { url: target = '/', headers } = request;
  try {
    const url = new URL(/^https?:\/\//i.test(target) ? target : `http://${headers.host ?? 'localhost'}${target}`);
    return { url: url.href, path: decodePath(url.pathname), rawPath: url.pathname, query: url.searchParams };
  } catch {
    return undefined;
  }
}

function decodePath(path: string): string {
  const decoded = path.split(/(%2f)/i).map((part, at) => (at % 2 === 1 ? part : decodeURIComponent(part)));
  return decoded.join('');
}
