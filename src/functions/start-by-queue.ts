import type { InvocationContext } from '@azure/functions';
import { apiUrlForOthers, operationLinks } from '../http/api-url.ts';
import { IN_OUR_WORDS } from '../http/fault-words.ts';
import { fieldErrors } from '../http/field-errors.ts';
import { goLiveMessage, membersGiven } from '../http/go-live-body.ts';
import { lostLabels } from '../http/lost-labels.ts';
import { withoutNulls } from '../http/without-nulls.ts';
import { acceptGoLive } from '../operations/accept-go-live.ts';
import { MessageRejected, type RejectedMessage, rejectMessage } from '../operations/reject-message.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import type { Settings } from '../platform/settings.ts';
import type { DeadLetterReason } from '../platform/settlement.ts';
import type { TaskHub } from '../platform/task-hub.ts';
import { messageIdOf } from './message-id.ts';

interface Ports {
  taskHub: TaskHub;
  record: OperationRecord;
  /** Read inside the error handling: invalid settings are treated like any other failure. */
  settings: () => Settings;
  sleep: (ms: number) => Promise<unknown>;
  deadLetter: (lockToken: string, why: DeadLetterReason) => Promise<void>;
}

interface StartPorts {
  taskHub: TaskHub;
  record: OperationRecord;
  settings: Settings;
}

/**
 * How long a failed delivery is held before it is returned to the queue: its limit of a hundred deliveries then spans
 * more than two hours.
 */
const HOLD_SECONDS = [1, 2, 5, 10, 20, 30, 60] as const;
const MAX_HOLD_SECONDS = 90;

const AMBIGUOUS_ID =
  'is missing or reads like a JSON value, so that the Functions worker cannot tell it from others; ' +
  'send the message again under an id that begins with a letter';

/**
 * A queue message starts a go-live; its id is the idempotency key. A message that can never be valid is announced and
 * dead-lettered at once, with the reason.
 * @throws when the app or a dependency fails: the message is delivered again.
 */
export async function startByQueue(message: unknown, ports: Ports, context: InvocationContext): Promise<void> {
  try {
    const { taskHub, record } = ports;
    await start(message, { taskHub, record, settings: ports.settings() }, context);
  } catch (error) {
    if (error instanceof MessageRejected) return deadLetter(error, ports, context);
    // A returned message is delivered again at once: without a pause its deliveries would be used up within a second,
    // and a good message would be dead-lettered. The host renews its lock meanwhile.
    await ports.sleep(holdSeconds(context) * 1000);
    throw error;
  }
}

/** @throws MessageRejected when the host cannot dead-letter it: the queue then does so later, without a reason. */
async function deadLetter(rejected: MessageRejected, ports: Ports, context: InvocationContext): Promise<void> {
  const why = { reason: rejected.code, description: rejected.detail };
  try {
    await ports.deadLetter(String(context.triggerMetadata?.['lockToken']), why);
  } catch (error) {
    context.warn(
      'The host could not dead-letter a message with its reason. The queue dead-letters it after its last delivery.',
      error,
    );
    throw rejected;
  }
  context.warn(rejected.message);
}

async function start(message: unknown, ports: StartPorts, context: InvocationContext): Promise<void> {
  const { id: messageId, ambiguous } = messageIdOf(context);
  const traceparent = context.traceContext?.traceParent ?? undefined;
  const { queue } = ports.settings;
  const sequenceNumber = String(context.triggerMetadata?.['sequenceNumber']);
  const reject = (code: RejectedMessage['code'], errors: RejectedMessage['errors']) =>
    rejectMessage({ queue, messageId, sequenceNumber, code, errors, traceparent }, ports.taskHub);

  if (ambiguous) return reject('InvalidRequest', [{ pointer: 'messageId', detail: AMBIGUOUS_ID }]);
  const lost = lostLabels(message);
  if (lost.length > 0) return reject('InvalidRequest', lost);
  const parsed = goLiveMessage.safeParse(withoutNulls(message), IN_OUR_WORDS);
  if (!parsed.success) return reject('InvalidRequest', fieldErrors(parsed.error));
  const { publisherId, offerId, ...body } = parsed.data;
  if (body.approval?.distinctFromRequester) {
    const detail = 'cannot be kept for a message, whose sender is not known; ask by HTTP';
    return reject('InvalidRequest', [{ pointer: '/approval/distinctFromRequester', detail }]);
  }
  const accepted = await acceptGoLive(
    {
      publisherId,
      offerId,
      wishes: body,
      given: membersGiven(body),
      key: messageId,
      traceparent,
      requestedBy: { kind: 'queue' },
      linksOf: (id) => operationLinks(id, (path) => apiUrlForOthers(path)),
    },
    { ...ports, now: Date.now() },
  );
  switch (accepted.kind) {
    case 'operation':
      context.info(`Message ${JSON.stringify(messageId)} belongs to operation ${accepted.operation.id}.`);
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
  return HOLD_SECONDS[Math.max(Number.isInteger(delivery) ? delivery : 1, 1) - 1] ?? MAX_HOLD_SECONDS;
}
