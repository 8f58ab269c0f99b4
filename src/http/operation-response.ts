import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { OperationView } from '../domain/operation.ts';

/** A reader who comes back after so many seconds at most misses little; a status read costs almost nothing. */
const LONGEST_RETRY_AFTER_SECONDS = 60;
const LOOKS_PER_SILENCE = 10;

/**
 * An operation as both kinds of pollers understand it: 202 while it runs and 200 when it has ended (for those that read
 * the status code behind `Location`), with `status` in the body (for those that read it behind `Operation-Location`).
 */
export function operationResponse(request: HttpRequest, operation: OperationView): HttpResponseInit {
  return operation.phase === 'ended' ? { status: 200, jsonBody: operation } : acceptedResponse(request, operation);
}

/** 202 with the operation: what was asked is taken in, and is followed where the headers say. */
export function acceptedResponse(request: HttpRequest, operation: OperationView): HttpResponseInit {
  const url = operationUrl(request, operation.id);
  return {
    status: 202,
    headers: { 'Operation-Location': url, Location: url, 'Retry-After': String(retryAfterSeconds(operation)) },
    jsonBody: operation,
  };
}

/** Absolute, from the host name that the caller used. */
function operationUrl(request: HttpRequest, id: string): string {
  const { origin, pathname } = new URL(request.url);
  const prefix = pathname.slice(0, pathname.search(/\/(publishers|operations)\//));
  return `${origin}${prefix}/operations/${id}`;
}

/**
 * Until the next look at the marketplace: before that there is nothing new to read. While something else is waited for (a
 * date, people), soon after news and ever more seldom without.
 */
function retryAfterSeconds({ nextCheckAt, lastUpdatedAt }: OperationView): number {
  const ms =
    nextCheckAt === undefined
      ? (Date.now() - Date.parse(lastUpdatedAt)) / LOOKS_PER_SILENCE
      : Date.parse(nextCheckAt) - Date.now();
  return Math.min(Math.max(Math.ceil(ms / 1000), 1), LONGEST_RETRY_AFTER_SECONDS);
}
