import type { Call as AnyCall } from '../calls/call.ts';
import type { Route } from './route.ts';

/** A call to this API after the token check, with the parts of its path. */
export interface Call extends AnyCall {
  route: Route;
}
