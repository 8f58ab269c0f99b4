import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type * as z from 'zod';
import { IN_OUR_WORDS } from './fault-words.ts';
import { fieldErrors } from './field-errors.ts';
import { invalidRequest } from './invalid-request.ts';
import { problemResponse } from './problem.ts';
import { readJson } from './read-json.ts';

export type ReadBody<T> = { kind: 'body'; body: T } | { kind: 'refused'; response: HttpResponseInit };

/** Reads a body and validates it; no body at all counts as an empty object. */
export async function readBody<T>(request: HttpRequest, schema: z.ZodType<T>): Promise<ReadBody<T>> {
  const read = await readJson(request);
  if (read.kind === 'problem') return { kind: 'refused', response: problemResponse(read.problem) };
  const parsed = schema.safeParse(read.kind === 'json' ? read.value : {}, IN_OUR_WORDS);
  if (parsed.success) return { kind: 'body', body: parsed.data };
  return { kind: 'refused', response: invalidRequest(fieldErrors(parsed.error)) };
}
