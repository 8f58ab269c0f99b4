import { actorOf } from '../domain/caller.ts';
import type { Telemetry } from '../platform/telemetry.ts';
import type { Refusal } from './refusal.ts';

/**
 * One event for each refusal: `golive.access-refused`, with what was called, who called as far as it is known, and what is
 * missing. Names are not sent: who may read telemetry is not who may read the operations.
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
