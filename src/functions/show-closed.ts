import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { answerPage, loadPages, type PagePorts, readerOf } from './page-reader.ts';

/** 403 in place of a page where nobody can be known and the reader is not on this machine: says what it needs. */
export async function showClosed(request: HttpRequest, ports: PagePorts): Promise<HttpResponseInit> {
  const [reader, { messagePage }] = await Promise.all([readerOf(request, ports), loadPages()]);
  const { title, needsSignIn: message } = reader.say;
  return answerPage(request, reader, messagePage({ title, message, path: 'ui' }), 403);
}
