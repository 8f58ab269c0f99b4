/** A message as its sender passed it; the queue reads the named members and never looks into `payload`. */
export interface MessageContent {
  readonly messageId: string;
  readonly timeToLiveMs?: number;
  /** When the message becomes active; milliseconds since 1970. */
  readonly scheduledFor?: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
}

/** One receiver's right to settle a message, until a deadline. */
export interface MessageLock {
  readonly token: string;
  readonly until: number;
}

/** A message as a queue holds it; times are milliseconds since 1970. */
export interface StoredMessage {
  readonly sequenceNumber: number;
  readonly state: 'active' | 'deferred' | 'scheduled';
  readonly content: MessageContent;
  readonly enqueuedAt: number;
  readonly expiresAt: number;
  /** Failed deliveries so far: 0 on the first delivery. */
  readonly deliveryCount: number;
  readonly lock?: MessageLock;
  /** The queue that dead-lettered the message. */
  readonly deadLetterSource?: string;
}

/** What a receiver decides about a message that it has locked. */
export type Settlement =
  | { readonly kind: 'complete' }
  /** Returns the message without counting a delivery. */
  | { readonly kind: 'release' }
  | { readonly kind: 'abandon' | 'defer' | 'deadLetter'; readonly properties: Readonly<Record<string, unknown>> };

/** A message with application properties added, or changed. */
export function withProperties(message: StoredMessage, properties: Readonly<Record<string, unknown>>): StoredMessage {
  const { content } = message;
  return { ...message, content: { ...content, properties: { ...content.properties, ...properties } } };
}

/** The two application properties with which the service explains why it dead-lettered a message. */
export function deadLetterProperties(reason?: string, description?: string): Record<string, string> {
  return {
    ...(reason !== undefined && { DeadLetterReason: reason }),
    ...(description !== undefined && { DeadLetterErrorDescription: description }),
  };
}
