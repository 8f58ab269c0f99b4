import type { InvocationContext } from '@azure/functions';
import { MESSAGE_ID_AS_SENT } from '../platform/message-id-as-sent.ts';

export interface MessageId {
  id: string;
  /** A message with another id may arrive under this one as well, so it must not be used as a key. */
  ambiguous: boolean;
}

/** The message's id as it was sent, or one made from its sequence number when it has none. */
export function messageIdOf({ triggerMetadata = {} }: InvocationContext): MessageId {
  const asSent = triggerMetadata[MESSAGE_ID_AS_SENT];
  if (typeof asSent === 'string') return asSent === '' ? bySequence(triggerMetadata) : { id: asSent, ambiguous: false };
  // This worker does not expose the text that was sent, and what it parsed may stand for several ids.
  const parsed = triggerMetadata['messageId'];
  if (typeof parsed === 'string' && parsed !== '') return { id: parsed, ambiguous: false };
  const { id, ambiguous } = bySequence(triggerMetadata);
  return { id, ambiguous: ambiguous || (parsed !== undefined && parsed !== '') };
}

/** A double cannot hold the large numbers of partitioned queues: one such number may stand for several messages. */
function bySequence({ sequenceNumber }: Record<string, unknown>): MessageId {
  return { id: `sequence-${sequenceNumber}`, ambiguous: !Number.isSafeInteger(sequenceNumber) };
}
