import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { answerPage, loadPages, type PagePorts, readerOf } from './page-reader.ts';

/**
 * 403 in place of a page: for whoever lacks a role, with what the door says of it; else where nobody can be known and the
 * reader is not on this machine, with what the page needs.
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

/** What a problem of our own says to people. */
function detailOf(refusal: HttpResponseInit | undefined): string | undefined {
  return typeof refusal?.body === 'string' ? JSON.parse(refusal.body).detail : undefined;
}
