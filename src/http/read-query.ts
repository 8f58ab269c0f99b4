import type { HttpRequest } from '@azure/functions';
import type * as z from 'zod';
import type { FieldError } from '../domain/field-error.ts';
import { IN_OUR_WORDS } from './fault-words.ts';
import { fieldErrors } from './field-errors.ts';

/** The validated query, or what is wrong with it. */
export function readQuery<T>(
  { query }: HttpRequest,
  schema: z.ZodType<T>,
): { kind: 'query'; value: T } | { kind: 'invalid'; errors: FieldError[] } {
  // A repeated parameter becomes a list; `code` is the host's function key.
  const names = [...new Set(query.keys())].filter((name) => name !== 'code');
  const read = schema.safeParse(
    Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')])),
    IN_OUR_WORDS,
  );
  return read.success
    ? { kind: 'query', value: read.data }
    : { kind: 'invalid', errors: fieldErrors(read.error).map(inQuery) };
}

function inQuery({ pointer, detail }: FieldError): FieldError {
  const [, name = ''] = pointer.split('/');
  return { pointer: `query:${name}`, detail };
}
