import type * as z from 'zod';
import type { FieldError } from '../domain/field-error.ts';
import { NOT_KNOWN } from './fault-words.ts';

/** Bounds the errors that are reported, since they go into answers and, for messages, into an event. */
const MAX_ERRORS = 20;
const MAX_NAME = 100;

/** Turns zod's issues into JSON pointers (RFC 6901) with what was expected; an unknown member gets its own pointer. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, MAX_ERRORS).map((key, index) => ({
            pointer: toPointer([...issue.path, key]),
            // The list of known members appears only once.
            detail: index === 0 ? issue.message : NOT_KNOWN,
          }))
        : [{ pointer: toPointer(issue.path), detail: issue.message }],
    )
    .slice(0, MAX_ERRORS);
}

function toPointer(path: PropertyKey[]): string {
  return path.map((part) => `/${shortened(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Strict JSON readers would refuse half a surrogate pair. */
function shortened(name: string): string {
  return (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name).toWellFormed();
}
