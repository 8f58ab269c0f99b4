import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';

const compress = promisify(gzip);

/** Only this service's own files may run or be displayed, and no other site may frame a page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SAFE_HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** A page, or 304 when the reader has exactly this version. No cache may store it, because it is for one reader. */
export async function pageResponse(
  request: HttpRequest,
  { html, version }: { html: string; version: string },
  status = 200,
): Promise<HttpResponseInit> {
  const headers = {
    ...SAFE_HEADERS,
    'Cache-Control': 'no-store',
    Vary: 'Accept-Encoding, Accept-Language, Cookie',
    ETag: `"${version}"`,
  };
  if (status === 200 && isKnown(request, version)) return { status: 304, headers };
  const type = { 'Content-Type': 'text/html; charset=utf-8' };
  if (!/\bgzip\b/i.test(request.headers.get('accept-encoding') ?? '')) {
    return { status, headers: { ...headers, ...type }, body: html };
  }
  return { status, headers: { ...headers, ...type, 'Content-Encoding': 'gzip' }, body: await compress(html) };
}

/** A proxy that compresses marks the version as weak. */
function isKnown({ headers }: HttpRequest, version: string): boolean {
  const known = (headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(`"${version}"`);
}
