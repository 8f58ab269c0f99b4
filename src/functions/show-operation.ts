import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { OperationView } from '../domain/operation.ts';
import { operationIdIn } from '../http/operation-path.ts';
import { type ReadPorts, readOperation } from '../operations/read-operation.ts';
import { answerPage, loadPages, type PagePorts, readerOf } from './page-reader.ts';

/** Nobody reads a longer timeline. The page shows the newest transitions; the API has all of them. */
const MAX_TRANSITIONS = 100;
const MAX_WAITING = 50;

/** `GET ui/operations/{id}`: everything about one operation, and the wishes that it can be granted. */
export async function showOperation(request: HttpRequest, ports: PagePorts & ReadPorts): Promise<HttpResponseInit> {
  const [reader, { messagePage, operationPage }] = await Promise.all([readerOf(request, ports), loadPages()]);
  const id = operationIdIn(request);
  const operation = id === undefined ? undefined : await readOperation(id, ports);
  if (!operation) {
    const page = messagePage({
      title: reader.say.notFound,
      message: reader.say.operationNotFound,
      path: `ui/operations/${encodeURIComponent(request.params['id'] ?? '')}`,
    });
    return answerPage(request, reader, page, 404);
  }
  const { publisherId, offerId, sequence } = operation;
  const after = Math.max(0, sequence - MAX_TRANSITIONS);
  const [{ transitions }, history, { operations }] = await Promise.all([
    ports.record.readTransitions(operation.id, { after, top: MAX_TRANSITIONS }),
    ports.record.readHistory(publisherId, offerId),
    ports.record.list({ among: 'active', publisherId, offerId, phase: ['queued'], top: MAX_WAITING }),
  ]);
  const waiting = operations.filter((each) => isBehind(each, operation)).toSorted(byAcceptance);
  return answerPage(request, reader, operationPage(reader, { operation, transitions, history, waiting }));
}

/** The first operation in line waits for the other one directly, and those after it wait for the first. */
function isBehind(other: OperationView, operation: OperationView): boolean {
  if (other.id === operation.id || operation.phase === 'ended') return false;
  return operation.phase !== 'queued' || other.createdAt > operation.createdAt;
}

function byAcceptance(a: OperationView, b: OperationView): number {
  return a.createdAt < b.createdAt ? -1 : 1;
}
