import { z } from 'zod';
import type { InvocationResponse } from '../invocation.ts';

const Result = z.object({
  entityExists: z.boolean(),
  entityState: z.string().nullish(),
  results: z.array(z.object({ isError: z.boolean(), result: z.string().nullish() })),
  signals: z.array(
    z.object({
      target: z.object({ name: z.string(), key: z.string() }),
      name: z.string(),
      input: z.string().nullish(),
    }),
  ),
});

/** What an entity function made of a batch: the new state, an answer an operation, and signals to other entities. */
export type EntityResult = z.infer<typeof Result>;

/** @throws when the function is not an entity of the SDK. */
export function parseEntityResult({ returnValue }: InvocationResponse): EntityResult {
  const text = returnValue && 'json' in returnValue ? String(returnValue.json) : 'null';
  const parsed = Result.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`The entity's result is not understood: ${z.prettifyError(parsed.error)}`);
}
