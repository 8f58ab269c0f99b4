import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { problemResponse } from './problem.ts';

const RETRY_AFTER_SECONDS = 10;

/** Runs an HTTP handler. Whatever it throws becomes 503 for the caller, and an error with its cause for operators. */
export async function answer(
  request: HttpRequest,
  context: InvocationContext,
  handle: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  try {
    return await handle();
  } catch (error) {
    context.error(`${request.method} ${new URL(request.url).pathname} failed.`, error);
    const detail =
      'Temporarily unavailable. Try again with the same Idempotency-Key: if the first attempt was accepted, you get that operation.';
    return problemResponse({ code: 'TemporarilyUnavailable', detail, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}
