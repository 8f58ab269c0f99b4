import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { answerPage, loadPages, type PagePorts, readerOf } from './page-reader.ts';

/**
 * 403 in place of a page: with the door's reason for a caller that lacks a role, or else with what the page requires,
 * when callers cannot be identified and the reader is not on this machine.
 */
export async function showClosed(
  request: HttpRequest,
  ports: Omit<PagePorts, 'caller'>,
  refusal?: HttpResponseInit,
): Promise<HttpResponseInit> {
  const [reader, { messagePage }] = await Promise.all([readerOf(request, ports), loadPages()]);
  const { title, needsSignIn } = reader.say;
  const message = detailOf(refusal) ?? needsSignIn;
  return answerPage(request, reader, messagePage({ title, message, path: 'ui' }), 403);
}

/** The detail of a problem that the door answered with. */
function detailOf(refusal: HttpResponseInit | undefined): string | undefined {
  return typeof refusal?.body === 'string' ? JSON.parse(refusal.body).detail : undefined;
}
