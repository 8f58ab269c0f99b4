import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { OperationView } from '../domain/operation.ts';
import { OFFERS_PAGE } from '../marketplace/offers-page.ts';
import { apiUrl } from './api-url.ts';
import { operationProblem } from './problem.ts';

/** A reader who comes back after so many seconds at most misses little; a status read costs almost nothing. */
const MAX_RETRY_AFTER_SECONDS = 60;
const LOOKS_PER_SILENCE = 10;

/**
 * An operation as both kinds of pollers understand it: 202 while it runs and 200 when it has ended (for those that read
 * the status code behind `Location`), with `status` in the body (for those that read it behind `Operation-Location`).
 */
export function operationResponse(request: HttpRequest, operation: OperationView): HttpResponseInit {
  return operation.phase === 'ended'
    ? { status: 200, jsonBody: withLinks(request, operation) }
    : acceptedResponse(request, operation);
}

/**
 * 202 with the operation: what was asked is taken in, and is followed where the headers say. `Operation-Location` and
 * `Azure-AsyncOperation` (Azure Resource Manager's name for it) lead to the operation, whose `status` tells how it ended;
 * `Location` leads to its result, whose status code does.
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

/** The result: a failure is an error here, for those who know nothing of operations but `Location` and status codes. */
export function resultResponse(request: HttpRequest, operation: OperationView): HttpResponseInit {
  const { phase, status, error, cancellation, ending } = operation;
  if (phase !== 'ended') return acceptedResponse(request, operation);
  if (status === 'Succeeded') return { status: 200, jsonBody: withLinks(request, operation) };
  const canceled = ending?.message ?? cancellation?.message ?? 'It was canceled.';
  const detail = error ? `${error.message} ${error.remedy}` : canceled;
  return operationProblem(error?.code ?? 'OperationCanceled', status, detail);
}

/** The operation is where this caller finds it, whatever host name it was asked for under. */
function withLinks(request: HttpRequest, { links, ...operation }: OperationView): OperationView {
  const self = apiUrl(request, `operations/${operation.id}`);
  const page = apiUrl(request, `ui/operations/${operation.id}`);
  return { ...operation, links: { ...(links ?? { marketplace: OFFERS_PAGE }), self, page } };
}

/**
 * Until the next look at the marketplace: before that there is nothing new to read. While something else is waited for (a
 * date, people), soon after news and ever more seldom without.
 */
export function retryAfterSeconds({ nextCheckAt, lastUpdatedAt }: OperationView): number {
  const ms =
    nextCheckAt === undefined
      ? (Date.now() - Date.parse(lastUpdatedAt)) / LOOKS_PER_SILENCE
      : Date.parse(nextCheckAt) - Date.now();
  return Math.min(Math.max(Math.ceil(ms / 1000), 1), MAX_RETRY_AFTER_SECONDS);
}
