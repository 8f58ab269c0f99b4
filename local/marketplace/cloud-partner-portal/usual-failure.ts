import { type Answer, failure } from '../http/answer.ts';

const USUAL: Record<number, { code: string; message: string }> = {
  400: { code: 'BadRequest', message: 'The request is malformed.' },
  401: { code: 'Unauthorized', message: 'Access token is missing or invalid' },
  403: { code: 'Forbidden', message: 'The client does not have access to the specified namespace.' },
  404: { code: 'NotFound', message: 'The specified entity does not exist.' },
  409: { code: 'InvalidState', message: 'An In Progress submission already exists.' },
  412: { code: 'PreconditionFailed', message: 'The entity was changed by another process.' },
  429: { code: 'TooManyRequests', message: 'Rate limit is exceeded. Try again later.' },
  502: { code: 'BadGateway', message: 'Bad gateway.' },
  503: { code: 'ServiceUnavailable', message: 'Retry your operation using exponential backoff.' },
  504: { code: 'GatewayTimeout', message: 'The gateway did not get an answer in time.' },
};
const UNUSUAL = { code: 'InternalServerError', message: 'An internal server error occurred.' };

/** The API's error for a status, in its usual words unless others are given. */
export function usualFailure(
  status: number,
  headers: Record<string, string> = {},
  words: { code?: string | undefined; message?: string | undefined } = {},
): Answer {
  const { code, message } = USUAL[status] ?? UNUSUAL;
  return failure(status, words.code ?? code, words.message ?? message, headers);
}
