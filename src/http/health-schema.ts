import * as z from 'zod';
import { CONDITIONS, DEPENDENCIES } from '../platform/dependency.ts';

/** The body of the answer. */
export const healthSchema = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  dependencies: z.object(Object.fromEntries(DEPENDENCIES.map((dependency) => [dependency, z.enum(CONDITIONS)]))),
});
