import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import { readTextFields } from './grpc-frame.ts';

/** A message that a function is processing. */
export interface HeldMessage {
  deadLetter(reason: string | undefined, description: string | undefined): Promise<void>;
}

/** Lets a worker settle a message itself, by its lock token. */
export interface Settlement {
  /** The address that is passed to the worker at its start. */
  uri: string;
  /** The messages in process, by lock token. */
  held: Map<string, HeldMessage>;
  close(): Promise<void>;
}

const OK = 0;
const UNKNOWN = 2;
const FAILED_PRECONDITION = 9;
const UNIMPLEMENTED = 12;

/**
 * The host's gRPC endpoint, reduced to the call `Deadletter` of the Service Bus extension's `Settlement` service
 * (settlement.proto of Microsoft.Azure.WebJobs.Extensions.ServiceBus).
 */
export async function startSettlement(): Promise<Settlement> {
  const held: Settlement['held'] = new Map();
  const server = createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', async () => {
      const path = String(headers[':path']);
      if (path !== '/Settlement/Deadletter') answer(stream, UNIMPLEMENTED, `${path} is not implemented.`);
      else answer(stream, ...(await deadLetter(Buffer.concat(chunks), held)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { uri: `http://127.0.0.1:${portOf(server)}`, held, close: () => close(server) };
}

async function deadLetter(frame: Buffer, held: Settlement['held']): Promise<[status: number, message: string]> {
  try {
    const fields = readTextFields(frame, [3, 4]);
    const lockToken = fields.get(1) ?? '';
    const message = held.get(lockToken);
    if (!message) return [FAILED_PRECONDITION, `LockToken ${lockToken} not found.`];
    await message.deadLetter(fields.get(3), fields.get(4));
    return [OK, ''];
  } catch (error) {
    return [UNKNOWN, String(error)];
  }
}

function answer(stream: ServerHttp2Stream, status: number, message: string): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () =>
    stream.sendTrailers({ 'grpc-status': String(status), 'grpc-message': encodeURIComponent(message) }),
  );
  // A success is framed as an empty message (google.protobuf.Empty); a failure has no message.
  stream.end(status === OK ? Buffer.alloc(5) : undefined);
}

function portOf(server: Http2Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`The server has no port but ${address}.`);
  return address.port;
}

function close(server: Http2Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
