import { connect, type IncomingHttpHeaders } from 'node:http2';
import { parseArgs } from 'node:util';

/** Service Bus takes 4,096 characters of each. */
const MAX_CHARACTERS = 2_048;
const ANSWER_WITHIN_MS = 10_000;

/** Why a message is dead-lettered; the queue shows both parts with it. */
export interface DeadLetterReason {
  reason: string;
  description: string;
}

/**
 * Dead-letters a message that the host has handed to this worker, through the host: the Service Bus extension serves
 * `Settlement` on the worker's own gRPC address (settlement.proto of Microsoft.Azure.WebJobs.Extensions.ServiceBus).
 * @throws Error when the host does not do it; the message is then as it was.
 */
export async function deadLetter(lockToken: string, why: DeadLetterReason, hostUri = functionsUri()): Promise<void> {
  if (!hostUri) throw new Error('The Functions worker was started without --functions-uri.');
  const fields = [
    lengthDelimited(1, lockToken),
    lengthDelimited(3, lengthDelimited(1, limited(why.reason))),
    lengthDelimited(4, lengthDelimited(1, limited(why.description))),
  ];
  const { 'grpc-status': status, 'grpc-message': message } = await call(hostUri, Buffer.concat(fields));
  if (status !== '0') throw new Error(`The host answered Settlement/Deadletter with status ${status}: ${message}`);
}

function functionsUri(): string | undefined {
  const { values } = parseArgs({ options: { 'functions-uri': { type: 'string' } }, strict: false });
  const uri = values['functions-uri'];
  return typeof uri === 'string' ? uri : undefined;
}

/** One unary gRPC call. Resolves to its trailers, which are the headers if it failed at once. */
async function call(uri: string, message: Buffer): Promise<IncomingHttpHeaders> {
  const ended = Promise.withResolvers<IncomingHttpHeaders>();
  const session = connect(uri);
  session.on('error', ended.reject);
  const request = session.request({
    ':method': 'POST',
    ':path': '/Settlement/Deadletter',
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  request.setTimeout(ANSWER_WITHIN_MS, () => request.destroy(new Error(`No answer in ${ANSWER_WITHIN_MS} ms.`)));
  let told: IncomingHttpHeaders = {};
  request.on('response', (headers) => {
    told = headers;
  });
  request.on('trailers', (trailers) => {
    told = trailers;
  });
  request.on('error', ended.reject);
  request.on('end', () => ended.resolve(told));
  request.resume();
  request.end(framed(message));
  try {
    return await ended.promise;
  } finally {
    session.destroy();
  }
}

/** A frame of gRPC: not compressed, length, message. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** A length-delimited protobuf field: text, or a nested message. */
function lengthDelimited(field: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function limited(text: string): string {
  return text.slice(0, MAX_CHARACTERS).toWellFormed();
}
