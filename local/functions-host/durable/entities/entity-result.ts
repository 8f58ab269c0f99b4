import * as z from 'zod';
import type { InvocationResponse } from '../../invocation.ts';

const Result = z.object({
  entityExists: z.boolean(),
  entityState: z.string().nullish(),
  results: z.array(z.object({ isError: z.boolean(), result: z.string().nullish() })),
  signals: z.array(z.unknown()).max(0, 'The local engine does not support signals from entities.'),
});

/** The result of a batch: the entity's new state, and one answer per operation. */
export type EntityResult = z.infer<typeof Result>;

/** @throws when the function is not an entity of the SDK, or asks for something that this engine does not support. */
export function parseEntityResult({ returnValue }: InvocationResponse): EntityResult {
  const text = returnValue && 'json' in returnValue ? String(returnValue.json) : 'null';
  const parsed = Result.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`The entity's result is not understood: ${z.prettifyError(parsed.error)}`);
}
