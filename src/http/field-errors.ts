import type * as z from 'zod';
import type { FieldError } from '../domain/field-error.ts';
import { NOT_KNOWN } from './fault-words.ts';

/** What is told is bounded, however much is wrong: it goes into answers, and for messages into an event. */
const MAX_ERRORS = 20;
const MAX_NAME = 100;

/** zod's issues as JSON pointers (RFC 6901) with what was wanted; an unknown member is named itself. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, MAX_ERRORS).map((key, index) => ({
            pointer: toPointer([...issue.path, key]),
            // What is known is said once.
            detail: index === 0 ? issue.message : NOT_KNOWN,
          }))
        : [{ pointer: toPointer(issue.path), detail: issue.message }],
    )
    .slice(0, MAX_ERRORS);
}

function toPointer(path: PropertyKey[]): string {
  return path.map((part) => `/${shortened(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Half a character would be refused by strict readers of JSON. */
function shortened(name: string): string {
  return (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name).toWellFormed();
}
