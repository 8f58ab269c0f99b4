import type { Actor } from '../domain/actor.ts';
import { isUnderWay } from '../domain/observation.ts';
import type { OperationView } from '../domain/operation.ts';
import type { Transition } from '../domain/transition.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/**
 * One custom event a transition, `golive.{name}`: what an operator asks for when looking for one operation or many; and a
 * metric for each thing that came to its end with it.
 */
export function tellTransition(
  telemetry: Telemetry,
  { name, sequence, by, operation, measures = [] }: Transition,
): void {
  const { publisherId, offerId, api, checks } = operation;
  telemetry.event(`golive.${name}`, propertiesOf(operation, sequence, by), { checks });
  for (const { name, value, dimensions } of measures) {
    telemetry.metric(`golive.${name}`, value, present({ publisherId, offerId, api, ...dimensions }));
  }
}

/** Name of the event that says that attention is still needed. */
export const ATTENTION_LASTS = 'attention-lasts';

/**
 * Says once a day that what needs attention still does: an alert whose window has lost sight of the transition would
 * close otherwise.
 */
export function tellLasting(telemetry: Telemetry, operation: OperationView): void {
  const { sequence, checks } = operation;
  telemetry.event(`golive.${ATTENTION_LASTS}`, propertiesOf(operation, sequence), { checks });
}

function propertiesOf(operation: OperationView, sequence: number, by?: Actor): Record<string, string> {
  const { id, publisherId, offerId, phase, status, error, attention, marketplace } = operation;
  return present({
    operationId: id,
    publisherId,
    offerId,
    phase,
    status,
    sequence: String(sequence),
    code: error?.code ?? attention?.code,
    attentionSince: attention?.since,
    reason: error?.message ?? attention?.message,
    remedy: error?.remedy ?? attention?.remedy,
    by: by && idOf(by),
    step: stepUnderWay(operation),
    marketplaceOperationId: marketplace?.operationId,
  });
}

/** Names are not sent: who may read telemetry is not who may read the operations. */
function idOf(by: Actor): string {
  return 'id' in by ? by.id : by.kind;
}

/** Says that events wait, and for how long the oldest has. */
export function tellDelay(telemetry: Telemetry, oldest: Transition, message: string, now: number): void {
  const { id, publisherId, offerId } = oldest.operation;
  const properties = { operationId: id, publisherId, offerId, message };
  telemetry.event('golive.announcement-delayed', properties, { ageSeconds: (now - oldest.at) / 1000 });
}

/** Says that an event is given up: subscribers miss this number. */
export function tellRefused(telemetry: Telemetry, { name, sequence, operation }: Transition, message: string): void {
  const { id, publisherId, offerId } = operation;
  const properties = { operationId: id, publisherId, offerId, transition: name, sequence: String(sequence), message };
  telemetry.event('golive.event-refused', properties);
}

/** Or the one that failed. The marketplace may run some at once: the first in its own order stands for them. */
function stepUnderWay({ marketplace }: OperationView): string | undefined {
  return marketplace?.steps.find(({ status }) => status === 'failed' || isUnderWay(status))?.id;
}

function present(properties: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
