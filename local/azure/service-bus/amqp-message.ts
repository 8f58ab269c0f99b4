import rhea from 'rhea';
import type { MessageContent, StoredMessage } from './stored-message.ts';

/** The message format of a batch: each data section of the transfer is a message of its own. */
const BATCH_FORMAT = 0x80013700;

/** The members used here of a message as rhea decodes it. */
export interface WireMessage {
  readonly message_id?: unknown;
  readonly ttl?: unknown;
  readonly message_annotations?: Readonly<Record<string, unknown>>;
  readonly application_properties?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Decodes the bytes of one message. */
export function decodeMessage(bytes: Buffer): WireMessage {
  // rhea declares two incompatible types for a message.
  return rhea.message.decode(bytes) as WireMessage;
}

/** The messages of one transfer. rhea has already decoded `message`, unless its format is not the plain one. */
export function messagesOfTransfer(message: WireMessage | Buffer, format: number): WireMessage[] {
  if (!Buffer.isBuffer(message)) return [message];
  if (format !== BATCH_FORMAT) throw new TypeError(`Message format 0x${format.toString(16)}: wanted 0 or a batch.`);
  const { body } = decodeMessage(message);
  const sections = isSection(body) ? body.content : undefined;
  const items: unknown[] = Array.isArray(sections) ? sections : [sections];
  return items.map((item) => {
    if (!Buffer.isBuffer(item)) throw new TypeError('A batch holds a section that is not an encoded message.');
    return decodeMessage(item);
  });
}

/** Extracts what the queue needs from a message; as in the service, a message without an id gets one. */
export function toContent(message: WireMessage, newMessageId: () => string): MessageContent {
  const messageId: unknown = message.message_id ?? newMessageId();
  const timeToLive: unknown = message.ttl;
  const scheduledFor: unknown = message.message_annotations?.['x-opt-scheduled-enqueue-time'];
  return {
    messageId: Buffer.isBuffer(messageId) ? rhea.uuid_to_string(messageId) : String(messageId),
    ...(typeof timeToLive === 'number' ? { timeToLiveMs: timeToLive } : {}),
    ...(scheduledFor instanceof Date ? { scheduledFor: scheduledFor.getTime() } : {}),
    properties: { ...message.application_properties },
    payload: { ...message, message_id: messageId },
  };
}

const STATE_CODES = { active: 0, deferred: 1, scheduled: 2 } as const;

/** Encodes a stored message for a receiver, with the annotations that the service adds. */
export function encodeStored(message: StoredMessage, { omitBody = false } = {}): Buffer {
  const { types } = rhea;
  const { content, lock, deadLetterSource } = message;
  const payload = payloadOf(content);
  return rhea.message.encode({
    ...payload,
    ...(omitBody ? { body: rhea.message.data_section(Buffer.alloc(0)) } : {}),
    application_properties: content.properties,
    delivery_count: message.deliveryCount,
    message_annotations: {
      ...payload.message_annotations,
      'x-opt-sequence-number': types.wrap_long(message.sequenceNumber),
      'x-opt-enqueued-time': types.wrap_timestamp(message.enqueuedAt),
      'x-opt-message-state': types.wrap_int(STATE_CODES[message.state]),
      ...(lock ? { 'x-opt-locked-until': types.wrap_timestamp(lock.until) } : {}),
      ...(deadLetterSource ? { 'x-opt-deadletter-source': deadLetterSource } : {}),
    },
  });
}

/** A message's body in a readable form: as text where it is text. */
export function bodyForPeople(content: MessageContent): unknown {
  const { body } = payloadOf(content);
  const data = isSection(body) ? body.content : body;
  return Buffer.isBuffer(data) ? data.toString('utf8') : data;
}

function isSection(body: unknown): body is { content: unknown } {
  return typeof body === 'object' && body !== null && 'typecode' in body && 'content' in body;
}

/** `toContent` makes every payload, so its type is known. */
function payloadOf(content: MessageContent): WireMessage {
  return content.payload as WireMessage;
}
