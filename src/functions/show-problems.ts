import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { PROBLEMS } from '../http/problem.ts';
import { answerPage, loadPages, type PagePorts, readerOf } from './page-reader.ts';

/** `GET ui/problems`: explains every problem code. The `type` of a problem links here. */
export async function showProblems(request: HttpRequest, ports: Omit<PagePorts, 'caller'>): Promise<HttpResponseInit> {
  const [reader, { problemsPage }] = await Promise.all([readerOf(request, ports), loadPages()]);
  const problems = Object.entries(PROBLEMS).map(([code, [status, title]]) => ({ code, status, title }));
  return answerPage(request, reader, problemsPage(reader, problems));
}
