import { keepNewest } from './newest.ts';
import type { ServiceName } from './service-name.ts';

/** One request, for tests to count. Headers and query are left out, so it never contains a secret. */
export interface SeenRequest {
  service: ServiceName;
  method: string;
  path: string;
  status: number;
  time: string;
}

/** The requests that the stand-ins received. */
export interface RequestLog {
  add(request: SeenRequest): void;
  of(service?: ServiceName): SeenRequest[];
}

const KEPT = 50_000;

/** Notes the newest requests of all services, in order of arrival. */
export function createRequestLog(): RequestLog {
  const seen = keepNewest<SeenRequest>(KEPT);
  return {
    add: (request) => seen.add(request),
    of: (service) => seen.after(0).filter((request) => service === undefined || request.service === service),
  };
}
