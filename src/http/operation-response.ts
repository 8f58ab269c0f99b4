import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { OperationView } from '../domain/operation.ts';
import { OFFERS_PAGE } from '../marketplace/offers-page.ts';
import { apiUrl, operationLinks } from './api-url.ts';
import { operationProblem } from './problem.ts';

/** Upper bound of Retry-After: polling this often misses little, and a status read is cheap. */
const MAX_RETRY_AFTER_SECONDS = 60;
const LOOKS_PER_SILENCE = 10;

/**
 * An operation for both kinds of pollers: 202 while it runs and 200 when it has ended (for pollers of `Location`, which
 * read the status code), with `status` in the body (for pollers of `Operation-Location`).
 */
export function operationResponse(request: HttpRequest, operation: OperationView): HttpResponseInit {
  return operation.phase === 'ended'
    ? { status: 200, jsonBody: withLinks(request, operation) }
    : acceptedResponse(request, operation);
}

/**
 * 202 with the operation: the request was accepted, and the headers say where to follow it. `Operation-Location` and
 * `Azure-AsyncOperation` (Azure Resource Manager's name for it) lead to the operation, whose `status` shows how it
 * ended; `Location` leads to its result, whose status code shows it.
 */
export function acceptedResponse(request: HttpRequest, operation: OperationView): HttpResponseInit {
  const url = apiUrl(request, `operations/${operation.id}`);
  return {
    status: 202,
    headers: {
      'Operation-Location': url,
      'Azure-AsyncOperation': url,
      Location: `${url}/result`,
      'Retry-After': String(retryAfterSeconds(operation)),
    },
    jsonBody: withLinks(request, operation),
  };
}

/** The result. A failure is an HTTP error here, for clients that understand only `Location` and status codes. */
export function resultResponse(request: HttpRequest, operation: OperationView): HttpResponseInit {
  const { phase, status, error, cancellation, ending } = operation;
  if (phase !== 'ended') return acceptedResponse(request, operation);
  if (status === 'Succeeded') return { status: 200, jsonBody: withLinks(request, operation) };
  const canceled = ending?.message ?? cancellation?.message ?? 'It was canceled.';
  const detail = error ? `${error.message} ${error.remedy}` : canceled;
  return operationProblem(error?.code ?? 'OperationCanceled', status, detail);
}

/** Links as this caller reaches them (`apiUrl`), whatever the original request's were. */
function withLinks(request: HttpRequest, { links, ...operation }: OperationView): OperationView {
  const own = operationLinks(operation.id, (path) => apiUrl(request, path));
  return { ...operation, links: { ...(links ?? { marketplace: OFFERS_PAGE }), ...own } };
}

/**
 * Until the next look at the marketplace, because before it there is nothing new to read. While the operation waits for
 * something else (a date, people): short after news, ever longer without.
 */
export function retryAfterSeconds({ nextCheckAt, lastUpdatedAt }: OperationView): number {
  const ms =
    nextCheckAt === undefined
      ? (Date.now() - Date.parse(lastUpdatedAt)) / LOOKS_PER_SILENCE
      : Date.parse(nextCheckAt) - Date.now();
  return Math.min(Math.max(Math.ceil(ms / 1000), 1), MAX_RETRY_AFTER_SECONDS);
}
