import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { nextLink } from './api-url.ts';

/** 200 with one page of a list, and where the next one is, if there may be more. */
export function listResponse(
  request: HttpRequest,
  value: readonly unknown[],
  continuation: string | undefined,
): HttpResponseInit {
  const next = continuation !== undefined && { nextLink: nextLink(request, continuation) };
  return { status: 200, jsonBody: { value, ...next } };
}
