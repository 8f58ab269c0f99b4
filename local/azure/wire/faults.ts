import type { ServiceName } from './service-name.ts';

/**
 * A scripted failure: the next `times` requests of the service are answered with `status`; with `every` set, only every
 * n-th of them.
 */
export interface Fault {
  service: ServiceName;
  status: number;
  times: number;
  retryAfterSeconds?: number;
  every?: number;
  /** The request is carried out and its answer is lost. Storage account only. */
  lost?: boolean;
}

/** The scripted failures, at most one per service. */
export interface Faults {
  set(fault: Fault): void;
  /** The fault for the current request, if there is one; counts it down. */
  take(service: ServiceName): Fault | undefined;
}

/** The scripted failures of all services; a new one replaces the service's last one. */
export function createFaults(): Faults {
  const active = new Map<ServiceName, Fault>();
  return {
    set: (fault) => void active.set(fault.service, fault),
    take(service) {
      const fault = active.get(service);
      if (!fault || fault.times <= 0) return undefined;
      active.set(service, { ...fault, times: fault.times - 1 });
      return fault.times % (fault.every ?? 1) === 0 ? fault : undefined;
    },
  };
}
