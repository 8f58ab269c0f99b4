import { randomUUID } from 'node:crypto';
import type { UsualFailure } from '../faults/refuse-call.ts';
import { type Answer, json } from '../http/answer.ts';

/** An error of the API. Errors nest without a limit, and the innermost has no `details`. */
export interface ApiError {
  resourceId?: string;
  code: string;
  message: string;
  details?: ApiError[];
}

const USUAL: Record<number, { code: string; message: string }> = {
  400: { code: 'badRequest', message: 'The request is malformed.' },
  403: { code: 'forbidden', message: 'The caller does not have access to this resource.' },
  404: { code: 'notFound', message: 'The resource was not found.' },
  405: { code: 'methodNotAllowed', message: 'The method is not allowed here.' },
  408: { code: 'requestTimeout', message: 'The request took too long.' },
  409: { code: 'conflict', message: 'An In Progress submission already exists' },
  423: { code: 'locked', message: 'The product is locked.' },
  501: { code: 'notImplemented', message: 'This is not implemented.' },
  503: { code: 'serviceUnavailable', message: 'The service is unavailable.' },
};
const UNUSUAL = { code: 'internalServerError', message: 'Operation failed' };

/** An error in the form of "response-error". */
export function failure(
  status: number,
  code: string,
  message: string,
  details: ApiError[] = [],
  headers: Record<string, string> = {},
): Answer {
  return json(status, { error: { code, message, details } }, headers);
}

/** The API's error for a status. Errors that Microsoft Graph answers in its place have Microsoft Graph's form. */
export const usualFailure: UsualFailure = (status, headers = {}, words = {}) => {
  if (status === 401 && words.code === undefined) return unauthorized(words.message ?? INVALID, headers);
  if (status === 429) {
    const message = words.message ?? 'Too many requests.';
    return graphFailure(429, words.code ?? 'TooManyRequests', message, headers);
  }
  const { code, message } = USUAL[status] ?? UNUSUAL;
  return failure(status, words.code ?? code, words.message ?? message, [], headers);
};

/** The gateway's answer to an invalid token or, without a reason, to a missing one. */
export function refuseToken(reason?: string): Answer {
  return unauthorized(reason === undefined ? 'Access token is empty.' : `Access token validation failure. ${reason}`);
}

const INVALID = 'Access token validation failure. Invalid audience.';

function unauthorized(message: string, headers: Record<string, string> = {}): Answer {
  return graphFailure(401, 'InvalidAuthenticationToken', message, { 'www-authenticate': 'Bearer', ...headers });
}

function graphFailure(status: number, code: string, message: string, headers: Record<string, string>): Answer {
  const requestId = randomUUID();
  const date = new Date().toISOString().slice(0, 19);
  const innerError = { date, 'request-id': requestId, 'client-request-id': requestId };
  return json(status, { error: { code, message, innerError } }, headers);
}
