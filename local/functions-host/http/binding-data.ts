import type { TypedData } from '../invocation.ts';
import { joinedQuery } from './joined-values.ts';
import type { RouteValues } from './match-route.ts';
import type { RequestTarget } from './request-target.ts';

export interface BindingSources {
  headers: Record<string, string>;
  query: RequestTarget['query'];
  values: RouteValues;
  /** Absent when the request announced no length; the host then does not read the body. */
  body: Buffer | undefined;
}

/**
 * The host's binding data for an HTTP request: members of a JSON body, then query values, then route values. In
 * streaming mode the library treats every text in it as a route parameter, so `request.params` shows all three.
 */
export function httpBindingData({ headers, query, values, body }: BindingSources): Record<string, TypedData> {
  const data = new BindingData();
  for (const [name, value] of jsonMembers(body)) data.set(name, value);
  for (const [name, value] of joinedQuery(query)) {
    if (name.toLowerCase() !== 'code') data.set(name, { string: value });
  }
  for (const [name, value] of Object.entries(values)) data.set(name, { string: value });
  return {
    ...data.toRecord(),
    Query: { json: JSON.stringify(Object.fromEntries(joinedQuery(query))) },
    Headers: { json: JSON.stringify(headers) },
  };
}

/**
 * Names are case-insensitive, and a later source that sets a value again keeps the first spelling. So `{"OFFERID": 1}`
 * in a body hides the route value `offerId` from a streaming function, as it does in Azure.
 */
class BindingData {
  readonly #entries = new Map<string, { name: string; value: TypedData }>();
  set(name: string, value: TypedData): void {
    const key = name.toLowerCase();
    this.#entries.set(key, { name: this.#entries.get(key)?.name ?? name, value });
  }
  toRecord(): Record<string, TypedData> {
    return Object.fromEntries([...this.#entries.values()].map(({ name, value }) => [name, value]));
  }
}

/** Scalars become .NET's text for them, objects stay JSON, arrays and nulls are left out. */
function jsonMembers(body: Buffer | undefined): [string, TypedData][] {
  if (!body?.toString('latin1').trimStart().startsWith('{')) return [];
  let parsed: object;
  try {
    parsed = JSON.parse(body.toString());
  } catch {
    return [];
  }
  return Object.entries(parsed).flatMap(([name, value]): [string, TypedData][] => {
    if (value === null || Array.isArray(value)) return [];
    if (typeof value === 'object') return [[name, { json: JSON.stringify(value) }]];
    if (typeof value === 'boolean') return [[name, { string: value ? 'True' : 'False' }]];
    return [[name, { string: String(value) }]];
  });
}
