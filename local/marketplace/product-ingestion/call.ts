import type { Call as AnyCall } from '../calls/call.ts';

/** A call to this API as far as it was let through. */
export interface Call extends AnyCall {
  url: URL;
  /** The newest version of schemas that the caller says to understand. */
  understood: string | undefined;
}

/** A parameter of a query; clients write the names in different cases. */
export function parameter(query: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}
