import { once } from 'node:events';
import type { Socket } from 'node:net';
import rhea from 'rhea';
import { acceptLinks } from './accept-links.ts';
import { createClaims } from './cbs.ts';
import { createNamespace } from './namespace.ts';
import type { QueueOptions } from './queue-settings.ts';
import type { QueueView } from './queue-view.ts';

/** Options with which a namespace is started. */
export interface ServiceBusOptions {
  readonly queues: readonly QueueOptions[];
  /** Default: a free port. */
  readonly port?: number;
  readonly keyName?: string;
  readonly key?: string;
  /** The largest message or batch; default 256 KiB, as in the standard tier. */
  readonly maxMessageSizeBytes?: number;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** A running namespace. */
export interface ServiceBus {
  readonly connectionString: string;
  readonly port: number;
  /** The state of a queue and its messages; undefined when there is no such queue. */
  queue(name: string): QueueView | undefined;
  /** Drops every connection, as a failing network would; messages and locks stay. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** Starts an in-memory Service Bus namespace on 127.0.0.1. */
export async function startServiceBus(options: ServiceBusOptions): Promise<ServiceBus> {
  const { queues, keyName = 'RootManageSharedAccessKey', key = 'local', maxMessageSizeBytes = 262_144 } = options;
  const now = options.now ?? Date.now;
  const namespace = createNamespace(queues, now);
  const container = rhea.create_container({
    id: 'service-bus-stand-in',
    tcp_no_delay: true,
    receiver_options: { autoaccept: false, max_message_size: maxMessageSizeBytes },
    sender_options: { autosettle: false, treat_modified_as_released: false },
  });
  // .NET clients know no other mechanism; as with ANONYMOUS, it is the token they put on $cbs that identifies them.
  container.sasl_server_mechanisms.enable_anonymous();
  container.sasl_server_mechanisms.MSSBCBS = () => ({ outcome: true, username: 'cbs', start: () => undefined });
  acceptLinks(container, { namespace, claims: createClaims({ keyName, key }, now), maxMessageSizeBytes });
  // rhea itself ends the connection of a client that disconnects or breaks the protocol; this keeps it from warning.
  container.on('disconnected', () => {});
  container.on('protocol_error', () => {});
  container.on('error', (error: unknown) => console.error('service bus stand-in:', error));

  const sockets = new Set<Socket>();
  const server = container.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      // rhea stops its heartbeat timers only at a socket's 'end', which a destroyed socket never emits.
      if (!socket.readableEnded) socket.emit('end');
    });
  });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  function dropConnections(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    connectionString: `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=${keyName};SharedAccessKey=${key};UseDevelopmentEmulator=true;`,
    port,
    queue: (name) => namespace.view(name),
    dropConnections,
    async close() {
      namespace.stop();
      const closed = once(server, 'close');
      server.close();
      dropConnections();
      await closed;
    },
  };
}
