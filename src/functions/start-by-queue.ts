import { createHash } from 'node:crypto';
import type { InvocationContext } from '@azure/functions';
import { fieldErrors } from '../http/field-errors.ts';
import { goLiveMessage } from '../http/go-live-body.ts';
import type { FieldError } from '../http/problem.ts';
import { acceptGoLive } from '../operations/accept-go-live.ts';
import { ANNOUNCE_REJECTION } from '../orchestrators/announce-rejection.ts';
import type { Instances } from '../platform/instances.ts';
import type { Settings } from '../platform/settings.ts';

interface Ports {
  instances: Instances;
  /** Wrong settings are trouble like any other: read where trouble is dealt with. */
  settings: () => Settings;
  sleep: (ms: number) => Promise<unknown>;
}

interface StartPorts {
  instances: Instances;
  settings: Settings;
}

/** How long a delivery that met trouble is held before it is given back: ten of them span some six minutes. */
const HOLD_SECONDS = [1, 2, 5, 10, 20, 30, 60] as const;
const LONGEST_HOLD_SECONDS = 90;

/** The message can never be valid. Thrown, because that is how a message reaches the dead-letter queue from here. */
export class MessageRejected extends Error {
  constructor(messageId: string, detail: string) {
    super(
      `Message ${JSON.stringify(messageId)} can never start a go-live and goes to the dead-letter queue: ${detail}`,
    );
    this.name = 'MessageRejected';
  }
}

/**
 * A queue message starts a go-live; its id is the idempotency key.
 * @throws MessageRejected for a message that can never be valid, after announcing it.
 * @throws when the system is in trouble: the message is delivered again.
 */
export async function startByQueue(message: unknown, ports: Ports, context: InvocationContext): Promise<void> {
  try {
    await start(message, { instances: ports.instances, settings: ports.settings() }, context);
  } catch (error) {
    // A message that is given back is delivered again at once: without a pause its deliveries would be used up in a
    // second, and a good message would lie in the dead-letter queue. The host renews its lock meanwhile.
    if (!(error instanceof MessageRejected)) await ports.sleep(holdSeconds(context) * 1000);
    throw error;
  }
}

async function start(message: unknown, ports: StartPorts, context: InvocationContext): Promise<void> {
  const { messageId: key, traceparent } = envelope(context);
  const parsed = goLiveMessage.safeParse(message);
  if (!parsed.success) return reject(key, 'InvalidRequest', fieldErrors(parsed.error), ports, traceparent);

  const { publisherId, offerId, ...body } = parsed.data;
  if (body.approval?.distinctFromRequester) {
    const detail = 'cannot be kept for a message, whose sender is not known; ask by HTTP';
    const errors = [{ pointer: '/approval/distinctFromRequester', detail }];
    return reject(key, 'InvalidRequest', errors, ports, traceparent);
  }
  const accepted = await acceptGoLive({ publisherId, offerId, body, key, traceparent }, { ...ports, now: Date.now() });
  switch (accepted.kind) {
    case 'operation':
      context.info(`Message ${JSON.stringify(key)} is operation ${accepted.operation.id}.`);
      return;
    case 'invalid':
      return reject(key, 'InvalidRequest', accepted.errors, ports, traceparent);
    case 'key-reused': {
      const detail = `started operation ${accepted.operationId} with another request`;
      return reject(key, 'IdempotencyKeyReused', [{ pointer: 'messageId', detail }], ports, traceparent);
    }
  }
}

/** Every delivery of a message starts the announcement under one id: it is made once. */
async function reject(
  messageId: string,
  code: string,
  errors: FieldError[],
  ports: StartPorts,
  traceparent?: string,
): Promise<never> {
  const { queue } = ports.settings;
  const detail = errors.map((error) => `${error.pointer || 'the body'} ${error.detail}`).join('; ');
  const id = `rejected-${createHash('sha256').update(`${queue}\n${messageId}`).digest('hex').slice(0, 32)}`;
  const rejection = { id, queue, messageId, rejectedAt: new Date().toISOString(), code, detail, errors, traceparent };
  if (!(await ports.instances.find(id))) await ports.instances.start(ANNOUNCE_REJECTION, id, rejection);
  throw new MessageRejected(messageId, detail);
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
