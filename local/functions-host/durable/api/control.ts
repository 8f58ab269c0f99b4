import type { EngineParts } from '../engine-parts.ts';
import { isEntity } from '../entities/entity-id.ts';
import { eventBase, type HistoryEvent } from '../history-event.ts';
import { DELIVERY_MS } from '../storage-delays.ts';
import { type Instance, isTerminal } from '../store/instances.ts';
import { type ApiRequest, type ApiResponse, empty, problem, unsupported, wentWrong } from './exchange.ts';
import { invalidJson, isJson } from './json-body.ts';

/** `POST instances/{id}/raiseEvent/{name}` */
export function raiseEvent(parts: EngineParts, request: ApiRequest, id: string, name: string): Promise<ApiResponse> {
  const { headers, body } = request;
  return toRunning(parts, id, (now) => {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
      return problem(400, 'Only application/json request content is supported');
    }
    if (!isJson(body)) return invalidJson();
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
    if (status === 'Suspended') return wrongState('suspend', id, status);
    return { ...eventBase('ExecutionSuspended', now), Reason: reasonOf(request) };
  });
}

/** `POST instances/{id}/resume?reason=` */
export function resume(parts: EngineParts, request: ApiRequest, id: string): Promise<ApiResponse> {
  return toRunning(parts, id, (now, { status }) => {
    if (status !== 'Suspended') return wrongState('resume', id, status);
    return { ...eventBase('ExecutionResumed', now), Reason: reasonOf(request) };
  });
}

function wrongState(what: string, id: string, status: string): ApiResponse {
  const message = `Cannot ${what} the orchestration instance ${id} because instance is in the ${status} state.`;
  return wentWrong({ type: 'System.InvalidOperationException', message });
}

/**
 * Sends what `message` returns to an instance that has not ended, unless that is already an answer; the instance takes
 * it in later.
 */
async function toRunning(
  { journal, store, clock }: EngineParts,
  id: string,
  message: (now: number, instance: Instance) => HistoryEvent | ApiResponse,
): Promise<ApiResponse> {
  return journal.write(() => {
    const instance = store.instances.get(id);
    if (!instance) return empty(404);
    if (isTerminal(instance.status)) return empty(410);
    if (isEntity(id, instance)) return unsupported('messages to an entity that are not from an orchestrator');
    const now = clock();
    const result = message(now, instance);
    if ('status' in result) return result;
    store.inbox.send({ to: id, body: result, dueAt: now + DELIVERY_MS });
    return empty(202);
  });
}

function reasonOf({ query }: ApiRequest): string {
  return query.get('reason') ?? '';
}
