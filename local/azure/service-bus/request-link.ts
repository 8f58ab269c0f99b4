import type { AmqpError, EventContext, Receiver, Session } from 'rhea';
import rhea from 'rhea';
import { amqpErrors } from './amqp-error.ts';
import { sendSettled } from './rhea-internals.ts';

/** A request to a node such as `$cbs` or `$management`. */
export interface AmqpRequest {
  readonly operation: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** The answer to a request. */
export interface AmqpResponse {
  readonly status: number;
  readonly description?: string;
  readonly error?: AmqpError;
  readonly body?: unknown;
}

/** Answers each request on the link of the same session that its `reply-to` names. */
export function serveRequests(receiver: Receiver, answer: (request: AmqpRequest) => AmqpResponse): void {
  receiver.on('message', ({ message, delivery, session }: EventContext) => {
    if (!message || !delivery || !session) return;
    delivery.accept();
    const properties: Record<string, unknown> = { ...message.application_properties };
    const response = answered({ operation: String(properties['operation']), properties, body: message.body });
    const description = response.error?.description ?? response.description ?? 'OK';
    // Two spellings of each are in use: one by $cbs, one by $management.
    const status = rhea.types.wrap_int(response.status);
    const encoded = rhea.message.encode({
      correlation_id: message.message_id,
      application_properties: {
        'status-code': status,
        statusCode: status,
        'status-description': description,
        statusDescription: description,
        ...(response.error ? { errorCondition: rhea.types.wrap_symbol(response.error.condition) } : {}),
      },
      body: response.body ?? null,
    });
    const replyLink = findReplyLink(session, message.reply_to);
    if (replyLink) sendSettled(replyLink, encoded);
  });

  /** A malformed request gets an error answer instead of breaking the connection. */
  function answered(request: AmqpRequest): AmqpResponse {
    try {
      return answer(request);
    } catch (error) {
      return { status: 400, error: amqpErrors.invalidField(error instanceof Error ? error.message : String(error)) };
    }
  }
}

/** The JavaScript client names the link; other clients name the address at which they receive. */
function findReplyLink(session: Session, replyTo: unknown) {
  return session.find_sender((link: { name: string; target?: { address?: string } }) => {
    return link.name === replyTo || link.target?.address === replyTo;
  });
}
