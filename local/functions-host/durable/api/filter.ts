import type { RuntimeStatus } from '../store/instances.ts';

const STATUSES: readonly RuntimeStatus[] = ['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated'];

/** A time that the query names; what is not a time counts as not named. */
export function timeIn(query: URLSearchParams, name: string): number | undefined {
  const time = Date.parse(query.get(name) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** The statuses that the query names, in the exact spelling; when it names none that exists, there is no such condition. */
export function statusesIn(query: URLSearchParams): RuntimeStatus[] | undefined {
  const names = query.getAll('runtimeStatus').flatMap((text) => text.split(',').map((name) => name.trim()));
  const known = STATUSES.filter((status) => names.includes(status));
  return known.length > 0 ? known : undefined;
}
