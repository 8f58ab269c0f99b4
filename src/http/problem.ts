import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { ERROR_CODES, type ErrorCode } from '../domain/error-code.ts';
import type { FieldError } from '../domain/field-error.ts';

/** Stable codes of the API's own errors, with their HTTP status and title. */
export const PROBLEMS = {
  InvalidRequest: [400, 'The request is not valid'],
  SignInRequired: [401, 'Nobody is signed in'],
  IdentityRequired: [403, 'The caller is not known'],
  PersonRequired: [403, 'An application may not decide this'],
  RoleRequired: [403, 'A role is missing'],
  CrossSiteRequest: [403, 'The request does not come from the page of this service'],
  NotAnApprover: [403, 'The operation names other approvers'],
  RequesterMayNotApprove: [403, 'The approver has to be another person'],
  OperationNotFound: [404, 'There is no such operation'],
  AlreadyEnded: [409, 'The operation has ended'],
  NotSubmitted: [409, 'Nothing has been submitted yet'],
  OutcomeUnknown: [409, 'What became of the submission is not known yet'],
  NothingToLookAt: [409, 'There is nothing to look at now'],
  NotAwaitingApproval: [409, 'The operation does not wait for an approval'],
  TooLateToCancel: [409, 'It is too late to cancel'],
  RequestTooLarge: [413, 'The request is too large'],
  UnsupportedMediaType: [415, 'The media type is not supported'],
  IdempotencyKeyReused: [422, 'The idempotency key belongs to another request'],
  TooManyLooks: [429, 'It was looked at a moment ago'],
  TemporarilyUnavailable: [503, 'Try again later'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem {
  code: ProblemCode;
  /** What was received, what was expected, and what to do. */
  detail: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
}

/** What was wrong with one part of a request. */
export const fieldErrorSchema = z.object({
  pointer: z.string().describe('JSON pointer into the body; path:{name}, header:{name} or query:{name} outside of it'),
  detail: z.string(),
});

// TypeScript types the result of `Object.keys` as plain strings.
const CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** The body of an answer by RFC 9457. */
export const problemSchema = z.object({
  type: z.string().describe('Leads to a page that explains the code, relative to the address of the call'),
  title: z.string(),
  status: z.int(),
  code: z.enum([...CODES, ...ERROR_CODES, 'OperationCanceled']).describe('Stable'),
  detail: z.string().describe('What was got, what was wanted, what to do'),
  errors: z.array(fieldErrorSchema).optional(),
});

/** An answer by RFC 9457. */
export function problemResponse({ code, detail, errors, retryAfterSeconds, headers }: Problem): HttpResponseInit {
  const [status, title] = PROBLEMS[code];
  return {
    status,
    headers: {
      ...headers,
      'Content-Type': 'application/problem+json',
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ type: typeOf(code), title, status, code, detail, ...(errors && { errors }) }),
  };
}

/** 409: an operation that ended without success, for those who ask for its result. */
export function operationProblem(
  code: ErrorCode | 'OperationCanceled',
  outcome: string,
  detail: string,
): HttpResponseInit {
  const body = { type: typeOf(code), title: `The go-live ended: ${outcome}`, status: 409, code, detail };
  return {
    status: 409,
    headers: { 'Content-Type': 'application/problem+json' },
    body: JSON.stringify(body),
  };
}

/** A relative reference: the same wherever the app is deployed. `GET ui/problems` is the page. */
function typeOf(code: string): string {
  return `/api/ui/problems#${code}`;
}
