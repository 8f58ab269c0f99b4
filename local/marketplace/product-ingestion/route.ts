import type { Action } from '../scenario/rule.ts';

/** A call to the Product Ingestion API, parsed from its method and path. */
export type Route =
  | { action: 'product'; guid?: string }
  | { action: 'plan' }
  | { action: 'resource-tree'; guid: string }
  | { action: 'submissions'; guid: string; number?: string }
  | { action: 'configure' }
  | { action: 'job' | 'job-detail' | 'cancel'; jobId: string };

const BASE = '/rp/product-ingestion';

/** Whether a path belongs to this API. */
export function isProductIngestion(path: string): boolean {
  return path === BASE || path.startsWith(`${BASE}/`);
}

/** Parses the path of a call; undefined when the API has no such call. */
export function routeOf(method: string, path: string): Route | undefined {
  // Empty segments are dropped: some clients join addresses with a double slash, and the service accepts that.
  const [root = '', ...rest] = path.slice(BASE.length).split('/').filter(Boolean);
  if (method === 'POST') return postRoute(root, rest);
  return method === 'GET' ? readRoute(root, rest) : undefined;
}

function postRoute(root: string, [jobId, verb, ...rest]: string[]): Route | undefined {
  if (root !== 'configure' || rest.length > 0) return undefined;
  if (jobId === undefined) return { action: 'configure' };
  return verb === 'cancel' ? { action: 'cancel', jobId } : undefined;
}

function readRoute(root: string, [first, second, ...rest]: string[]): Route | undefined {
  if (rest.length > 0) return undefined;
  switch (root) {
    case 'product':
      if (second !== undefined) return undefined;
      return first === undefined ? { action: 'product' } : { action: 'product', guid: first };
    case 'plan':
      return first === undefined ? { action: 'plan' } : undefined;
    case 'resource-tree':
      return first === 'product' && second !== undefined ? { action: 'resource-tree', guid: second } : undefined;
    case 'submission':
      if (first === undefined) return undefined;
      return second === undefined
        ? { action: 'submissions', guid: first }
        : { action: 'submissions', guid: first, number: second };
    case 'configure':
      if (first === undefined) return undefined;
      if (second === 'status') return { action: 'job', jobId: first };
      return second === undefined ? { action: 'job-detail', jobId: first } : undefined;
    default:
      return undefined;
  }
}

/** The names of a call in rules: its own, then those by which rules written for the other API match it. */
export function actionsOf(route: Route, targetType: string | undefined): [Action, ...Action[]] {
  if (route.action === 'job') return ['job', 'operation'];
  if (route.action !== 'configure') return [route.action];
  if (targetType === 'live') return ['configure', 'golive'];
  return targetType === 'preview' ? ['configure', 'publish'] : ['configure'];
}
