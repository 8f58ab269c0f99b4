import type { InvocationContext } from '@azure/functions';
import { MESSAGE_ID_AS_SENT } from '../platform/message-id-as-sent.ts';

export interface MessageId {
  id: string;
  /** Whether another message may have another id that arrives as this one; then it is no key. */
  ambiguous: boolean;
}

/** The message's id as it was sent; a message without one is known by its sequence number. */
export function messageIdOf({ triggerMetadata = {} }: InvocationContext): MessageId {
  const asSent = triggerMetadata[MESSAGE_ID_AS_SENT];
  if (typeof asSent === 'string') return asSent === '' ? bySequence(triggerMetadata) : { id: asSent, ambiguous: false };
  // A worker that lets nobody see the text: what it parsed may stand for several ids.
  const parsed = triggerMetadata['messageId'];
  if (typeof parsed === 'string' && parsed !== '') return { id: parsed, ambiguous: false };
  const { id, ambiguous } = bySequence(triggerMetadata);
  return { id, ambiguous: ambiguous || (parsed !== undefined && parsed !== '') };
}

/** A number that a double cannot hold, as partitioned queues give them, may stand for several messages. */
function bySequence({ sequenceNumber }: Record<string, unknown>): MessageId {
  return { id: `sequence-${sequenceNumber}`, ambiguous: !Number.isSafeInteger(sequenceNumber) };
}
