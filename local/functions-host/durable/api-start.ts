import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiRequest, type ApiResponse, json, problem } from './api-exchange.ts';
import { managementUrls } from './client-binding.ts';
import type { EngineParts } from './engine-parts.ts';
import { type Instance, isTerminal, type TraceContext } from './instances.ts';
import { newId, startInstance } from './start-instance.ts';
import { statusOf, statusOptions } from './status.ts';

const RETRY_AFTER_START_SECONDS = '10';

/** `POST orchestrators/{function}[/{id}]`: starts an instance unless one with that id is still running. */
export async function startOrchestration(
  parts: EngineParts,
  request: ApiRequest,
  functionName: string,
  givenId: string | undefined,
): Promise<ApiResponse> {
  const { registry, settings, journal } = parts;
  const target = registry.find('orchestrationTrigger', functionName);
  if (!target) return problem(400, registry.describeMissing('orchestrationTrigger', functionName));
  const id = givenId ?? newId();
  const wrong = invalidId(id);
  if (wrong) return problem(400, wrong);
  if (request.body !== '' && !isJson(request.body)) return problem(400, 'The request body is not valid JSON.');
  const refused = await journal.write(() => {
    const running = stillRunning(parts, id);
    if (running) return running;
    startInstance(parts, {
      id,
      name: target.name,
      version: request.query.get('version') ?? settings.defaultVersion,
      input: request.body === '' ? null : request.body,
      parent: null,
      trace: traceOf(request.headers),
    });
    return undefined;
  });
  if (refused) return refused;
  const times = waitTimes(request.query);
  return (times && (await outcomeWithin(parts, id, times))) ?? started(parts, request, id);
}

/** Says no when the id belongs to an instance that has not ended. */
export function stillRunning({ store }: EngineParts, id: string): ApiResponse | undefined {
  const existing = store.instances.get(id);
  if (!existing || isTerminal(existing.status)) return undefined;
  return problem(409, `An Orchestration instance with the status ${existing.status} already exists.`);
}

/** 202 with the links to the instance; the link to rewind is not among them. */
export function started({ settings }: EngineParts, { baseUrl }: ApiRequest, id: string): ApiResponse {
  const { rewindPostUri: _, ...links } = managementUrls(settings.hubName, baseUrl, encodeURIComponent(id));
  const headers = { location: links.statusQueryGetUri, 'retry-after': RETRY_AFTER_START_SECONDS };
  return json(202, { id, ...links }, headers);
}

const MAXIMUM_ID_LENGTH = 100;

function invalidId(id: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!/[/\\#?\u0000-\u001f\u007f-\u009f]/.test(id) && !id.startsWith('@') && id.length <= MAXIMUM_ID_LENGTH)
    return undefined;
  return `'${id}' is not an instance id: it must not start with @, contain / \\ # ? or control characters, or be longer than ${MAXIMUM_ID_LENGTH}.`;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function traceOf(headers: ApiRequest['headers']): TraceContext | undefined {
  const traceParent = headers['traceparent'];
  const traceState = headers['tracestate'];
  return traceParent ? { traceParent, ...(traceState && { traceState }) } : undefined;
}

interface WaitTimes {
  timeoutMs: number;
  intervalMs: number;
}

function waitTimes(query: URLSearchParams): WaitTimes | undefined {
  const [timeout, interval] = [Number(query.get('timeout') ?? 'NaN'), Number(query.get('pollingInterval') ?? 'NaN')];
  return timeout > 0 && interval > 0 ? { timeoutMs: timeout * 1_000, intervalMs: interval * 1_000 } : undefined;
}

async function outcomeWithin(
  parts: EngineParts,
  id: string,
  { timeoutMs, intervalMs }: WaitTimes,
): Promise<ApiResponse | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const instance = parts.store.instances.get(id);
    if (instance && isTerminal(instance.status)) return outcome(parts, instance);
    const left = deadline - Date.now();
    if (left <= 0) return undefined;
    await sleep(Math.min(intervalMs, left));
  }
}

function outcome(parts: EngineParts, instance: Instance): ApiResponse {
  const status = statusOf(parts, instance, statusOptions(new URLSearchParams()));
  if (instance.status === 'Completed') return json(200, status['output']);
  return json(instance.status === 'Failed' ? 500 : 200, status);
}
