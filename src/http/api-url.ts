import type { HttpRequest } from '@azure/functions';
import { namesThisMachine } from './this-machine.ts';

type Env = Record<string, string | undefined>;

/** Where host.json puts the API. */
const ROUTE_PREFIX = '/api';

/**
 * An address of the API as others reach it: below `GO_LIVE_PUBLIC_URL` where that is set, as behind a gateway, else with
 * the host name that the caller used. `path` begins without a slash.
 */
export function apiUrl(request: HttpRequest, path: string, env: Env = process.env): string {
  return `${publicUrl(env) ?? baseAsAsked(request)}/${path}`;
}

/** The same address for readers of events, who made no request; undefined where the platform gives no host name. */
export function apiUrlForOthers(path: string, env: Env = process.env): string | undefined {
  const base = publicUrl(env) ?? baseOfHost(env['WEBSITE_HOSTNAME']?.trim());
  return base && `${base}/${path}`;
}

/** Where an operation and its page are; `urlOf` is one of the two above. */
export function operationLinks<Url>(id: string, urlOf: (path: string) => Url): { self: Url; page: Url } {
  return { self: urlOf(`operations/${id}`), page: urlOf(`ui/operations/${id}`) };
}

/** The address of the same list with another continuation: the next page. */
export function nextLink(request: HttpRequest, continuation: string, env: Env = process.env): string {
  const base = baseAsAsked(request);
  const url = new URL(`${publicUrl(env) ?? base}${new URL(request.url).href.slice(base.length)}`);
  url.searchParams.set('continuation', toContinuation(continuation));
  return url.href;
}

/** Whether that origin is our own. */
export function isOurOrigin(origin: string | null, { url }: HttpRequest, env: Env = process.env): boolean {
  const base = publicUrl(env);
  return origin === new URL(url).origin || (base !== undefined && origin === new URL(base).origin);
}

/** Makes a storage token opaque to callers. */
export function toContinuation(token: string): string {
  return Buffer.from(token).toString('base64url');
}

export function fromContinuation(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}

/** What is no web address is ignored here; the check of the settings reports it. */
function publicUrl(env: Env): string | undefined {
  const text = env['GO_LIVE_PUBLIC_URL']?.trim();
  if (!text || !URL.canParse(text)) return undefined;
  const { protocol, origin, pathname } = new URL(text);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}`.replace(/\/+$/, '') : undefined;
}

function baseAsAsked(request: HttpRequest): string {
  const { origin, pathname } = new URL(request.url);
  return `${origin}${pathname.slice(0, pathname.search(/\/(publishers|operations|rejections|ui)(\/|$)/))}`;
}

function baseOfHost(host: string | undefined): string | undefined {
  return host && `${namesThisMachine(`http://${host}`) ? 'http' : 'https'}://${host}${ROUTE_PREFIX}`;
}
