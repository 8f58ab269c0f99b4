import type { ServiceName } from './service-name.ts';

/** A scripted failure: the next `times` requests of the service answer `status`; with `every`, only each so-manieth does. */
export interface Fault {
  service: ServiceName;
  status: number;
  times: number;
  retryAfterSeconds?: number;
  every?: number;
  /** The request is carried out and its answer lost. Of the storage account alone. */
  lost?: boolean;
}

/** What is scripted to fail, one fault a service. */
export interface Faults {
  set(fault: Fault): void;
  /** The fault that the request at hand must answer with, counted down. */
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
