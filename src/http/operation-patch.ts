import * as z from 'zod';
import { deadline } from './go-live-body.ts';

/** The members of an operation that can be changed (RFC 7396). */
export const operationPatch = z.strictObject({
  deadline: deadline.describe(
    'When it is given up: RFC 3339, or an ISO 8601 duration from now; at most 366 days ahead',
  ),
});
