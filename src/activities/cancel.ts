import type { CommandOf } from '../domain/command.ts';
import type { CancelOutcome, RunningOutcome } from '../domain/observation.ts';
import type { Marketplace } from '../marketplace/port.ts';
import { type Clock, openSendWindow } from './send-window.ts';

interface Ports {
  marketplace: (publisherId: string, api?: string) => Marketplace;
  clock: Clock;
}

/**
 * Asks for the cancellation once. R14: where a cancel would stop whatever runs on the offer, the list is read just
 * before, and nothing is sent unless ours runs alone. A second run is harmless, because it reads the list as well.
 */
export async function cancel(command: CommandOf<'cancel'>, ports: Ports): Promise<CancelOutcome> {
  const { publisherId, offerId, api, operationId, version, ref, notificationEmails } = command;
  const marketplace = ports.marketplace(publisherId, api);
  const operation = { operationId, version, ref };
  const inTime = openSendWindow(ports.clock);
  const running = await marketplace.running?.(offerId, operation);
  const obstacle = running && whyNot(operationId, running);
  if (obstacle) return obstacle;
  return marketplace.cancel(offerId, operation, { notificationEmails: [...notificationEmails], inTime });
}

function whyNot(operationId: string, running: RunningOutcome): CancelOutcome | undefined {
  if (running.kind !== 'running') return running;
  const going = running.operations.filter(({ reach }) => reach !== 'sign-off' && reach !== 'ended');
  const isAlone = going.length === 1 && going.every((each) => each.operationId === operationId);
  return isAlone
    ? undefined
    : { kind: 'not-sent', message: `Operation ${operationId} is not running, or something else runs beside it.` };
}
