import type { RuntimeStatus } from '../store/instances.ts';

const STATUSES: readonly RuntimeStatus[] = ['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated'];

/** A time parameter of the query; an invalid time counts as absent. */
export function timeIn(query: URLSearchParams, name: string): number | undefined {
  const time = Date.parse(query.get(name) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The statuses named in the query, matched case-sensitively; undefined, which means no condition, when none of them
 * exists.
 */
export function statusesIn(query: URLSearchParams): RuntimeStatus[] | undefined {
  const names = query.getAll('runtimeStatus').flatMap((text) => text.split(',').map((name) => name.trim()));
  const known = STATUSES.filter((status) => names.includes(status));
  return known.length > 0 ? known : undefined;
}
