import type { Transition } from '../domain/go-live.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/** One custom event a transition, `golive.{name}`: what an operator asks for when looking for one operation or many. */
export function recordTransition(telemetry: Telemetry, { name, sequence, operation }: Transition): void {
  const { id, publisherId, offerId, phase, status, checks, error, attention } = operation;
  const code = error?.code ?? attention?.code;
  telemetry.event(
    `golive.${name}`,
    {
      operationId: id,
      publisherId,
      offerId,
      phase,
      status,
      sequence: String(sequence),
      ...(code !== undefined && { code }),
    },
    { checks },
  );
}
