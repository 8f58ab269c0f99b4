import { raiseEvent, restart, resume, rewind, suspend, terminate } from './api-control.ts';
import { readEntity, signalEntity } from './api-entities.ts';
import { type ApiRequest, type ApiResponse, empty, problem } from './api-exchange.ts';
import { getInstance, listInstances, purgeInstance, purgeInstances } from './api-query.ts';
import { startOrchestration } from './api-start.ts';
import type { EngineParts } from './engine-parts.ts';

/** Answers what `DurableClient` asks at its RPC address and what people ask at `/runtime/webhooks/durabletask`. */
export async function handleApi(parts: EngineParts, request: ApiRequest): Promise<ApiResponse> {
  const segments = decodedSegments(request.path);
  if (!segments) return problem(400, `The path '${request.path}' is not well encoded.`);
  const [collection = '', ...rest] = segments;
  switch (`${request.method.toUpperCase()} ${collection.toLowerCase()}`) {
    case 'POST orchestrators':
      return onOrchestrators(parts, request, rest);
    case 'GET instances':
      return onInstancesGet(parts, request, rest);
    case 'DELETE instances':
      return onInstancesDelete(parts, request, rest);
    case 'POST instances':
      return onInstancesPost(parts, request, rest);
    case 'GET entities':
    case 'POST entities':
      return onEntities(parts, request, rest);
    default:
      return empty(404);
  }
}

function decodedSegments(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

async function onOrchestrators(parts: EngineParts, request: ApiRequest, [name, id, ...more]: string[]) {
  return name === undefined || more.length > 0 ? empty(404) : startOrchestration(parts, request, name, id);
}

async function onEntities(parts: EngineParts, request: ApiRequest, [name, key, ...more]: string[]) {
  if (name === undefined || key === undefined || more.length > 0) return empty(404);
  return request.method.toUpperCase() === 'GET'
    ? readEntity(parts, name, key)
    : signalEntity(parts, request, name, key);
}

async function onInstancesGet(parts: EngineParts, request: ApiRequest, [id, ...more]: string[]) {
  if (more.length > 0) return empty(404);
  return id === undefined ? listInstances(parts, request) : getInstance(parts, request, id);
}

async function onInstancesDelete(parts: EngineParts, request: ApiRequest, [id, ...more]: string[]) {
  if (more.length > 0) return empty(404);
  return id === undefined ? purgeInstances(parts, request) : purgeInstance(parts, id);
}

async function onInstancesPost(parts: EngineParts, request: ApiRequest, [id, operation, ...more]: string[]) {
  if (id === undefined || operation === undefined) return empty(404);
  const [eventName] = more;
  switch (`${operation.toLowerCase()} ${more.length}`) {
    case 'raiseevent 1':
      return raiseEvent(parts, request, id, eventName ?? '');
    case 'terminate 0':
      return terminate(parts, request, id);
    case 'suspend 0':
      return suspend(parts, request, id);
    case 'resume 0':
      return resume(parts, request, id);
    case 'rewind 0':
      return rewind(parts, request, id);
    case 'restart 0':
      return restart(parts, request, id);
    default:
      return empty(404);
  }
}
