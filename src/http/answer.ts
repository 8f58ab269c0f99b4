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
      'The request could not be served now and was not acted on, or a repeat with the same Idempotency-Key finds it. Try again.';
    return problemResponse({ code: 'TemporarilyUnavailable', detail, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}
