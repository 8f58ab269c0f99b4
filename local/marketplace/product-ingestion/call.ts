import type { Call as AnyCall } from '../calls/call.ts';

/** A call to this API after the token check. */
export interface Call extends AnyCall {
  url: URL;
  /** The newest schema version that the caller declares to understand. */
  understood: string | undefined;
}

/** A query parameter, matched case-insensitively because clients differ in the spelling. */
export function parameter(query: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}
