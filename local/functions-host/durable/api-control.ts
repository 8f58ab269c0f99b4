import { type ApiRequest, type ApiResponse, empty, notFound, problem } from './api-exchange.ts';
import { isJson, started, stillRunning } from './api-start.ts';
import type { EngineParts } from './engine-parts.ts';
import { eventBase, type HistoryEvent } from './history-event.ts';
import { type Instance, isTerminal } from './instances.ts';
import { rewindInstance } from './rewind.ts';
import { newId, startInstance } from './start-instance.ts';

const WRONG_STATE = 'Something went wrong while processing your request';

/** `POST instances/{id}/raiseEvent/{name}` */
export function raiseEvent(parts: EngineParts, request: ApiRequest, id: string, name: string): Promise<ApiResponse> {
  const { headers, body } = request;
  return toRunning(parts, id, (now) => {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
      return problem(400, 'Only application/json request content is supported.');
    }
    if (!isJson(body)) return problem(400, 'The event data is not valid JSON.');
    return { ...eventBase('EventRaised', now), Name: name, Input: body };
  });
}

/** `POST instances/{id}/terminate?reason=` */
export function terminate(parts: EngineParts, request: ApiRequest, id: string): Promise<ApiResponse> {
  return toRunning(parts, id, (now) => ({ ...eventBase('ExecutionTerminated', now), Input: reasonOf(request) }));
}

/** `POST instances/{id}/suspend?reason=` */
export function suspend(parts: EngineParts, request: ApiRequest, id: string): Promise<ApiResponse> {
  return toRunning(parts, id, (now, { status }) => {
    if (status === 'Suspended') return problem(500, WRONG_STATE);
    return { ...eventBase('ExecutionSuspended', now), Reason: reasonOf(request) };
  });
}

/** `POST instances/{id}/resume?reason=` */
export function resume(parts: EngineParts, request: ApiRequest, id: string): Promise<ApiResponse> {
  return toRunning(parts, id, (now, { status }) => {
    if (status !== 'Suspended') return problem(500, WRONG_STATE);
    return { ...eventBase('ExecutionResumed', now), Reason: reasonOf(request) };
  });
}

/** `POST instances/{id}/rewind?reason=` */
export async function rewind(parts: EngineParts, request: ApiRequest, id: string): Promise<ApiResponse> {
  const instance = parts.store.instances.get(id);
  if (!instance) return notFound(id);
  if (instance.status !== 'Failed') {
    return problem(412, 'The rewind operation is only supported on failed orchestration instances.');
  }
  await parts.journal.write(() => rewindInstance(parts, instance, reasonOf(request)));
  return empty(202);
}

/** `POST instances/{id}/restart?restartWithNewInstanceId=` */
export async function restart(parts: EngineParts, request: ApiRequest, id: string): Promise<ApiResponse> {
  const { store, journal } = parts;
  const wantsNewId = request.query.get('restartWithNewInstanceId')?.toLowerCase() !== 'false';
  const newInstanceId = wantsNewId ? newId() : id;
  const refused = await journal.write(() => {
    const instance = store.instances.get(id);
    if (!instance) return problem(400, `An orchestration with the instanceId ${id} was not found.`);
    const running = stillRunning(parts, newInstanceId);
    if (running) return running;
    const { name, version, input, trace } = instance;
    startInstance(parts, { id: newInstanceId, name, version, input, trace, parent: null });
    return undefined;
  });
  return refused ?? started(parts, request, newInstanceId);
}

/** Sends a message to an instance that has not ended, if the caller makes one of it. */
async function toRunning(
  { journal, store, clock }: EngineParts,
  id: string,
  message: (now: number, instance: Instance) => HistoryEvent | ApiResponse,
): Promise<ApiResponse> {
  return journal.write(() => {
    const instance = store.instances.get(id);
    if (!instance) return notFound(id);
    if (isTerminal(instance.status)) return problem(410, `The instance '${id}' is ${instance.status}.`);
    const now = clock();
    const result = message(now, instance);
    if ('status' in result) return result;
    store.inbox.send({ to: id, body: result, dueAt: now });
    return empty(202);
  });
}

function reasonOf({ query }: ApiRequest): string {
  return query.get('reason') ?? '';
}
