import { actorOf } from '../domain/caller.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { Refusal } from './refusal.ts';

/**
 * Reports one event per refusal, `golive.access-refused`: the call, the caller as far as it is known, and what is
 * missing. Names are not sent: people who may read telemetry are not always those who may read the operations.
 */
export function tellAccessRefused(
  telemetry: Telemetry,
  { call, code, caller, role, publisherId, operationId }: Refusal,
): void {
  const actor = caller && actorOf(caller);
  const properties = {
    call,
    code,
    ...(caller && { caller: caller.kind }),
    ...(actor?.kind === 'principal' && { by: actor.id }),
    ...(role !== undefined && { role }),
    ...(publisherId !== undefined && { publisherId }),
    ...(operationId !== undefined && { operationId }),
  };
  telemetry.event('golive.access-refused', properties);
}
