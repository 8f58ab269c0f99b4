import type { Call as AnyCall } from '../calls/call.ts';
import type { Route } from './route.ts';

/** A call to this API as far as it was let through, with what its path says. */
export interface Call extends AnyCall {
  route: Route;
}
