import type { Exchange, Reply, Responder } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import type { ServiceName } from './service-name.ts';

/** One of the stand-ins, before faults and the request log are put in front of it. */
export interface Service {
  name: ServiceName;
  respond: Responder;
  /** A failure, worded as this service words its errors. */
  fail(status: number, exchange: Exchange): Reply;
  /** Whether a fault may apply to this request; without it, faults apply to every request. */
  isFaultable?(exchange: Exchange): boolean;
}

/** A stand-in as its callers see it: scripted faults come first, and every request is recorded. */
export function serve(service: Service, faults: Faults, log: RequestLog): Responder {
  return (exchange) => {
    const time = new Date().toISOString();
    const reply = faulty(service, faults, exchange) ?? service.respond(exchange);
    log.add({
      service: service.name,
      method: exchange.method,
      path: exchange.url.pathname,
      status: reply.status,
      time,
    });
    return reply;
  };
}

function faulty(service: Service, faults: Faults, exchange: Exchange): Reply | undefined {
  if (service.isFaultable && !service.isFaultable(exchange)) return undefined;
  const fault = faults.take(service.name);
  if (!fault) return undefined;
  const reply = service.fail(fault.status, exchange);
  if (fault.retryAfterSeconds === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, 'Retry-After': String(fault.retryAfterSeconds) } };
}
