import type { AmqpError, Connection, Container, EventContext, link } from 'rhea';
import { amqpErrors } from './amqp-error.ts';
import type { Claims } from './cbs.ts';
import type { Entity } from './entity.ts';
import { type EntityAddress, parseEntityAddress } from './entity-address.ts';
import { manage } from './management.ts';
import type { Namespace } from './namespace.ts';
import { serveReceiver } from './receiving-link.ts';
import { serveRequests } from './request-link.ts';
import { answerSettleModes } from './rhea-internals.ts';
import { acceptSends } from './sending-link.ts';

const SESSION_FILTER = 'com.microsoft:session-filter';

interface Granted {
  readonly address: EntityAddress;
  readonly entity: Entity;
}

/**
 * Attaches the link with both ends and the settle modes that the client asked for. Without both ends a client takes the
 * answer for a refusal and waits for the reason. Without the settle modes the .NET client, on a link where it sends
 * settled, waits for a disposition of each request and fails on the second concurrent one (all its requests have the
 * empty delivery tag).
 */
function acceptAsAsked(opened: link): void {
  const { source, target } = opened as { source?: { address?: string }; target?: { address?: string } };
  answerSettleModes(opened);
  if (source?.address !== undefined) opened.set_source({ address: source.address });
  if (target?.address !== undefined) opened.set_target({ address: target.address });
}

/** Connects each link that a client opens to the node its address names, or closes it with the reason. */
export function acceptLinks(
  container: Container,
  { namespace, claims, maxMessageSizeBytes }: { namespace: Namespace; claims: Claims; maxMessageSizeBytes: number },
): void {
  container.on('receiver_open', ({ receiver, connection }: EventContext) => {
    if (!receiver) return;
    const address: unknown = receiver.target?.address;
    if (address === '$cbs') {
      acceptAsAsked(receiver);
      return serveRequests(receiver, (request) => claims.putToken(connection, request));
    }
    const granted = grant(receiver, connection, address);
    if (!granted) return;
    if (granted.address.isDeadLetterQueue && !granted.address.isManagement) {
      return receiver.close(amqpErrors.notAllowed('Messages reach a dead-letter queue through its queue only.'));
    }
    acceptAsAsked(receiver);
    if (granted.address.isManagement) return serveRequests(receiver, (request) => manage(granted.entity, request));
    acceptSends(receiver, granted.entity, maxMessageSizeBytes);
  });

  container.on('sender_open', ({ sender, connection }: EventContext) => {
    if (!sender) return;
    const address: unknown = sender.source?.address;
    if (address === '$cbs') return acceptAsAsked(sender);
    const granted = grant(sender, connection, address);
    if (!granted) return;
    if (!granted.address.isManagement && Object.hasOwn(sender.source.filter ?? {}, SESSION_FILTER)) {
      const why =
        'It is not possible for an entity that does not require sessions to create a sessionful message receiver.';
      return sender.close(amqpErrors.notAllowed(why));
    }
    acceptAsAsked(sender);
    if (granted.address.isManagement) return;
    serveReceiver(sender, granted.entity);
  });

  function grant(opened: link, connection: Connection, address: unknown): Granted | undefined {
    const granted = look(connection, address);
    if ('entity' in granted) return granted;
    opened.close(granted);
    return undefined;
  }

  function look(connection: Connection, address: unknown): Granted | AmqpError {
    // The coordinator of a transaction is a target without an address.
    if (typeof address !== 'string') return amqpErrors.notImplemented('This namespace has no transactions.');
    if (!claims.isAuthorized(connection, address)) {
      return amqpErrors.unauthorized(`Unauthorized access. No token with a claim on '${address}' was put on $cbs.`);
    }
    const parsed = parseEntityAddress(address);
    const entity = namespace.find(parsed);
    return entity ? { address: parsed, entity } : amqpErrors.entityNotFound(address);
  }
}
