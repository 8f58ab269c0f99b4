import { ID } from '../offers/offer-name.ts';
import type { PortalAction as Action } from '../scenario/rule.ts';

/** The parts of a Cloud Partner Portal call's URL. */
export interface Route {
  action: Action;
  publisherId: string;
  offerId: string;
  /** The operation's id or the name of the slot or version; empty for calls without one. */
  argument: string;
}

const POSTS = new Map<string, Action>([
  ['golive', 'golive'],
  ['publish', 'publish'],
  ['cancel', 'cancel'],
]);
const READS = new Map<string, Action>([
  ['status', 'status'],
  ['submissions', 'submissions'],
  ['versions', 'versions'],
]);
const READS_OF_ONE = new Map<string, Action>([
  ['operations', 'operation'],
  ['slot', 'slot'],
  ['versions', 'versions'],
]);

/** A call that lists publishers, or a publisher's offers. */
export type ListRoute = { list: 'publishers' } | { list: 'offers'; publisherId: string };

/** Parses the path of a list call; undefined when it is none. */
export function listRouteOf(method: string, path: string): ListRoute | undefined {
  const [root, publishers, publisherId, offers, ...rest] = pathSegments(path);
  if (method !== 'GET' || root !== 'api' || publishers !== 'publishers' || rest.length > 0) return undefined;
  if (publisherId === undefined) return { list: 'publishers' };
  return offers === 'offers' && ID.test(publisherId) ? { list: 'offers', publisherId } : undefined;
}

/** Parses the path of a call; undefined when the API has no such call. */
export function routeOf(method: string, path: string): Route | undefined {
  const [root, ...segments] = pathSegments(path);
  if (root !== 'api') return undefined;
  if (segments[0] === 'operations' && segments.length === 2) return nonMigrated(method, segments[1] ?? '');
  const [publishers, publisherId = '', offers, offerId = '', verb, argument = '', ...rest] = segments;
  if (publishers !== 'publishers' || offers !== 'offers' || rest.length > 0) return undefined;
  if (!ID.test(publisherId) || !ID.test(offerId)) return undefined;
  const action = actionOf(method, verb, argument);
  return action === undefined ? undefined : { action, publisherId, offerId, argument };
}

/** Splits a path into its decoded segments; a trailing slash does not count. */
export function pathSegments(path: string): string[] {
  try {
    return path.replace(/^\//, '').replace(/\/$/, '').split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}

function actionOf(method: string, verb: string | undefined, argument: string): Action | undefined {
  if (method === 'POST') return verb === undefined || argument !== '' ? undefined : POSTS.get(verb);
  if (method === 'PUT') return verb === undefined ? 'put-offer' : undefined;
  if (method !== 'GET') return undefined;
  if (verb === undefined) return 'offer';
  return argument === '' ? READS.get(verb) : READS_OF_ONE.get(verb);
}

/** `/api/operations/{publisher}${offer}${version}$preview`: the form for offers that were not migrated. */
function nonMigrated(method: string, name: string): Route | undefined {
  const [publisherId = '', offerId = ''] = name.split('$');
  if (method !== 'GET' || !ID.test(publisherId) || !ID.test(offerId)) return undefined;
  return { action: 'operation', publisherId, offerId, argument: name };
}
