import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import type { Invocation, TypedData } from '../invocation.ts';

/** The message's body as the host hands it to a function: text, unless the binding asks for bytes. */
export function messageBody({ body }: ServiceBusReceivedMessage, dataType: unknown): TypedData {
  // The receiver leaves a data section as bytes; a value section arrives as the value itself.
  const bytes = Buffer.isBuffer(body) ? body : undefined;
  if (dataType === 'binary') return { bytes: bytes ?? Buffer.from(textOf(body)) };
  return { string: bytes ? bytes.toString() : textOf(body) };
}

/** The metadata of a message that the Service Bus extension provides besides its body. */
export function messageMetadata(message: ServiceBusReceivedMessage): Record<string, TypedData> {
  const properties = message.applicationProperties ?? {};
  return present({
    MessageId: textData(message.messageId),
    // .NET counts the current delivery; the JavaScript SDK counts only those before it.
    DeliveryCount: jsonData((message.deliveryCount ?? 0) + 1),
    EnqueuedTimeUtc: jsonData(message.enqueuedTimeUtc),
    EnqueuedTime: jsonData(message.enqueuedTimeUtc),
    ExpiresAtUtc: jsonData(message.expiresAtUtc),
    ExpiresAt: jsonData(message.expiresAtUtc),
    SequenceNumber: jsonData(message.sequenceNumber?.toNumber()),
    LockToken: textData(message.lockToken),
    CorrelationId: textData(message.correlationId),
    ContentType: textData(message.contentType),
    Subject: textData(message.subject),
    Label: textData(message.subject),
    To: textData(message.to),
    ReplyTo: textData(message.replyTo),
    SessionId: textData(message.sessionId),
    ReplyToSessionId: textData(message.replyToSessionId),
    PartitionKey: textData(message.partitionKey),
    DeadLetterSource: textData(message.deadLetterSource),
    ApplicationProperties: jsonData(properties),
    UserProperties: jsonData(properties),
  });
}

/** The sender's trace context, under the W3C name or under that of Azure's SDKs. */
export function messageTrace({ applicationProperties }: ServiceBusReceivedMessage): Pick<Invocation, 'traceContext'> {
  const traceParent = applicationProperties?.['traceparent'] ?? applicationProperties?.['Diagnostic-Id'];
  const traceState = applicationProperties?.['tracestate'];
  if (typeof traceParent !== 'string') return {};
  return { traceContext: { traceParent, ...(typeof traceState === 'string' ? { traceState } : {}) } };
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
}

function textData(value: unknown): TypedData | undefined {
  return value === undefined || value === null ? undefined : { string: String(value) };
}

function jsonData(value: unknown): TypedData | undefined {
  return value === undefined ? undefined : { json: JSON.stringify(value) };
}

function present(data: Record<string, TypedData | undefined>): Record<string, TypedData> {
  const entries = Object.entries(data).flatMap(([name, value]): [string, TypedData][] =>
    value ? [[name, value]] : [],
  );
  return Object.fromEntries(entries);
}
