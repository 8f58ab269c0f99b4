import type { InvocationContext } from '@azure/functions';
import { fieldErrors } from '../http/field-errors.ts';
import { goLiveMessage, membersGiven } from '../http/go-live-body.ts';
import { acceptGoLive } from '../operations/accept-go-live.ts';
import { MessageRejected, type RejectedMessage, rejectMessage } from '../operations/reject-message.ts';
import type { Instances } from '../platform/instances.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import type { Settings } from '../platform/settings.ts';

interface Ports {
  instances: Instances;
  record: OperationRecord;
  /** Wrong settings are trouble like any other: read where trouble is dealt with. */
  settings: () => Settings;
  sleep: (ms: number) => Promise<unknown>;
}

interface StartPorts {
  instances: Instances;
  record: OperationRecord;
  settings: Settings;
}

/** How long a delivery that met trouble is held before it is given back: ten of them span some six minutes. */
const HOLD_SECONDS = [1, 2, 5, 10, 20, 30, 60] as const;
const LONGEST_HOLD_SECONDS = 90;

/**
 * A queue message starts a go-live; its id is the idempotency key.
 * @throws MessageRejected for a message that can never be valid, after announcing it.
 * @throws when the system is in trouble: the message is delivered again.
 */
export async function startByQueue(message: unknown, ports: Ports, context: InvocationContext): Promise<void> {
  try {
    const { instances, record } = ports;
    await start(message, { instances, record, settings: ports.settings() }, context);
  } catch (error) {
    // A message that is given back is delivered again at once: without a pause its deliveries would be used up in a
    // second, and a good message would lie in the dead-letter queue. The host renews its lock meanwhile.
    if (!(error instanceof MessageRejected)) await ports.sleep(holdSeconds(context) * 1000);
    throw error;
  }
}

async function start(message: unknown, ports: StartPorts, context: InvocationContext): Promise<void> {
  const { messageId, traceparent } = envelope(context);
  const { queue } = ports.settings;
  const reject = (code: RejectedMessage['code'], errors: RejectedMessage['errors']) =>
    rejectMessage({ queue, messageId, code, errors, traceparent }, ports.instances);

  const parsed = goLiveMessage.safeParse(message);
  if (!parsed.success) return reject('InvalidRequest', fieldErrors(parsed.error));
  const { publisherId, offerId, ...body } = parsed.data;
  if (body.approval?.distinctFromRequester) {
    const detail = 'cannot be kept for a message, whose sender is not known; ask by HTTP';
    return reject('InvalidRequest', [{ pointer: '/approval/distinctFromRequester', detail }]);
  }
  const accepted = await acceptGoLive(
    { publisherId, offerId, wishes: body, given: membersGiven(body), key: messageId, traceparent },
    { ...ports, now: Date.now() },
  );
  switch (accepted.kind) {
    case 'operation':
      context.info(`Message ${JSON.stringify(messageId)} is operation ${accepted.operation.id}.`);
      return;
    case 'invalid':
      return reject('InvalidRequest', accepted.errors);
    case 'key-reused': {
      const detail = `started operation ${accepted.operationId} with another request`;
      return reject('IdempotencyKeyReused', [{ pointer: 'messageId', detail }]);
    }
  }
}

function holdSeconds({ triggerMetadata }: InvocationContext): number {
  const delivery = Number(triggerMetadata?.['deliveryCount']);
  return HOLD_SECONDS[Math.max(Number.isInteger(delivery) ? delivery : 1, 1) - 1] ?? LONGEST_HOLD_SECONDS;
}

function envelope({ triggerMetadata, traceContext }: InvocationContext): { messageId: string; traceparent?: string } {
  const sequence = `sequence-${triggerMetadata?.['sequenceNumber']}`;
  return {
    messageId: toText(triggerMetadata?.['messageId']) ?? sequence,
    traceparent: traceContext?.traceParent ?? undefined,
  };
}

/**
 * The worker parses metadata that reads like JSON: the id "4711" arrives as a number. One with more digits than a number
 * holds has lost some, and two ids could be taken for one: then it is no key.
 */
function toText(messageId: unknown): string | undefined {
  if (typeof messageId === 'number') return Number.isSafeInteger(messageId) ? String(messageId) : undefined;
  if (messageId === undefined || messageId === null || messageId === '') return undefined;
  return typeof messageId === 'string' ? messageId : JSON.stringify(messageId);
}
