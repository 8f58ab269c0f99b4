import type { EngineParts } from '../engine-parts.ts';
import { raiseEvent, resume, suspend, terminate } from './control.ts';
import { type ApiRequest, type ApiResponse, empty, unsupported } from './exchange.ts';
import { purgeInstance, purgeInstances } from './purge.ts';
import { getInstance, listInstances } from './query.ts';
import { startOrchestration } from './start.ts';

/** Answers `DurableClient` at its RPC address and people at `/runtime/webhooks/durabletask`. */
export async function handleApi(parts: EngineParts, request: ApiRequest): Promise<ApiResponse> {
  const [collection = '', ...rest] = segmentsOf(request.path);
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
    case 'DELETE entities':
      return unsupported('HTTP calls of entities; the state is in the input of the instance @name@key');
    default:
      return empty(404);
  }
}

/** The path is decoded before it is split, so an encoded slash separates segments too. */
function segmentsOf(path: string): string[] {
  return decoded(path)
    .split('/')
    .filter((segment) => segment !== '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function onOrchestrators(parts: EngineParts, request: ApiRequest, [name, id, ...more]: string[]) {
  return name === undefined || more.length > 0 ? empty(404) : startOrchestration(parts, request, name, id);
}

async function onInstancesGet(parts: EngineParts, request: ApiRequest, [id, ...more]: string[]) {
  if (more.length > 0) return empty(404);
  return id === undefined ? listInstances(parts, request) : getInstance(parts, request, id);
}

async function onInstancesDelete(parts: EngineParts, { query }: ApiRequest, [id, ...more]: string[]) {
  if (more.length > 0) return empty(404);
  return id === undefined ? purgeInstances(parts, query) : purgeInstance(parts, id);
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
      return unsupported('rewind, which fails for good where a failed activity was caught; start the id again');
    case 'restart 0':
    case 'restartwithoptions 0':
      return unsupported('restart; start the id again');
    default:
      return empty(404);
  }
}
