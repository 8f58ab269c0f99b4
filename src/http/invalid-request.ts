import type { HttpResponseInit } from '@azure/functions';
import type { FieldError } from '../domain/field-error.ts';
import { problemResponse } from './problem.ts';

type Parsed<T> = { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };

/** The value of a part outside the body; its faults are added to `errors`. */
export function part<T>(errors: FieldError[], pointer: string, parsed: Parsed<T>): T | undefined {
  if (parsed.success) return parsed.data;
  errors.push(...parsed.error.issues.map(({ message }) => ({ pointer, detail: message })));
  return undefined;
}

/** 400 with all that is wrong. */
export function invalidRequest(errors: FieldError[]): HttpResponseInit {
  const named = errors.map(({ pointer, detail }) => `${pointer || 'the body'} ${detail}`).join('; ');
  return problemResponse({ code: 'InvalidRequest', detail: `Correct the request: ${named}.`, errors });
}
