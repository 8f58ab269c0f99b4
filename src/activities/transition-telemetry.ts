import type { Actor } from '../domain/actor.ts';
import { isUnderWay } from '../domain/observation.ts';
import type { OperationView } from '../domain/operation.ts';
import type { Transition } from '../domain/transition.ts';
import type { Telemetry } from '../platform/telemetry.ts';

/**
 * Reports one custom event per transition, `golive.{name}`, for operators who look for one operation or many, and a
 * metric for each measure that the transition carries.
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

/** Name of the event for an attention that still lasts. */
export const ATTENTION_LASTS = 'attention-lasts';

/**
 * Reports once a day that an attention still lasts. Otherwise an alert would close as soon as the transition had left
 * its window.
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

/** Names are not sent: people who may read telemetry are not always those who may read the operations. */
function idOf(by: Actor): string {
  return 'id' in by ? by.id : by.kind;
}

/** Reports that events are delayed, and the age of the oldest. */
export function tellDelay(telemetry: Telemetry, oldest: Transition, message: string, now: number): void {
  const { id, publisherId, offerId } = oldest.operation;
  const properties = { operationId: id, publisherId, offerId, message };
  telemetry.event('golive.announcement-delayed', properties, { ageSeconds: (now - oldest.at) / 1000 });
}

/** Reports that an event was given up, so that subscribers miss this number. */
export function tellRefused(telemetry: Telemetry, { name, sequence, operation }: Transition, message: string): void {
  const { id, publisherId, offerId } = operation;
  const properties = { operationId: id, publisherId, offerId, transition: name, sequence: String(sequence), message };
  telemetry.event('golive.event-refused', properties);
}

/** The step that runs or failed. The marketplace may run several at once: the first in its order stands for them. */
function stepUnderWay({ marketplace }: OperationView): string | undefined {
  return marketplace?.steps.find(({ status }) => status === 'failed' || isUnderWay(status))?.id;
}

function present(properties: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
