import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineParts } from '../engine-parts.ts';
import { newId, startInstance } from '../orchestrations/start-instance.ts';
import { START_PAUSE_MS } from '../storage-delays.ts';
import { isTerminal, type TraceContext } from '../store/instances.ts';
import { managementUrls } from './client-binding.ts';
import { type ApiRequest, type ApiResponse, json, problem, unsupported } from './exchange.ts';
import { invalidInput, isJson } from './json-body.ts';

const RETRY_AFTER_START_SECONDS = '10';

/**
 * `POST orchestrators/{function}[/{id}]`: starts an instance unless one with that id is alive.
 *
 * The check that none is alive and the insert of the new one are separate steps, and an insert that comes too late
 * fails silently: two simultaneous starts are both accepted, and one of them runs. The function is looked up only when
 * the instance runs, and every id is accepted.
 */
export async function startOrchestration(
  parts: EngineParts,
  request: ApiRequest,
  functionName: string,
  givenId: string | undefined,
): Promise<ApiResponse> {
  const { journal, registry, settings, store } = parts;
  const { body, headers, query } = request;
  if (query.has('timeout') && query.has('pollingInterval')) return unsupported('starts that wait for the end');
  if (body !== '' && !isJson(body)) return invalidInput(body);
  const id = givenId ?? newId();
  const seen = store.instances.get(id);
  if (seen && !isTerminal(seen.status)) {
    return problem(409, `An Orchestration instance with the status ${seen.status} already exists.`);
  }
  await sleep(START_PAUSE_MS);
  await journal.write(() => {
    if (store.instances.get(id)?.executionId !== seen?.executionId) return;
    startInstance(parts, {
      id,
      name: registry.find('orchestrationTrigger', functionName)?.name ?? functionName,
      version: query.get('version') ?? settings.defaultVersion,
      input: body === '' ? null : body,
      trace: traceOf(headers),
    });
  });
  return started(parts, request, id);
}

/** 202 with the instance's links, except the one to rewind it. */
function started({ settings }: EngineParts, { baseUrl }: ApiRequest, id: string): ApiResponse {
  const { rewindPostUri: _, ...links } = managementUrls(settings.hubName, baseUrl, encodeURIComponent(id));
  const headers = { location: links.statusQueryGetUri, 'retry-after': RETRY_AFTER_START_SECONDS };
  return json(202, { id, ...links }, headers);
}

function traceOf(headers: ApiRequest['headers']): TraceContext | undefined {
  const traceParent = headers['traceparent'];
  const traceState = headers['tracestate'];
  return traceParent ? { traceParent, ...(traceState && { traceState }) } : undefined;
}
