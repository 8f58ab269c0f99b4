import type { z } from 'zod';
import type { FieldError } from './problem.ts';

/** zod's issues as JSON pointers (RFC 6901) with what was wanted; an unknown member is named itself. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: toPointer([...issue.path, key]), detail: 'is not a known member' }))
      : [{ pointer: toPointer(issue.path), detail: issue.message }],
  );
}

function toPointer(path: PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
