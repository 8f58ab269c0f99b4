import type { IncomingMessage, RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { json, type Reply, type Responder } from './exchange.ts';

/** Larger than any limit that a service states itself, so that the service words the refusal. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Serves a responder through Node's HTTP servers. */
export function toListener(respond: Responder): RequestListener {
  return async (request, response) => {
    try {
      const reply = await answer(respond, request);
      response.writeHead(reply.status, reply.headers);
      if (reply.body === undefined || typeof reply.body === 'string') response.end(reply.body);
      else await pipeline(Readable.from(reply.body), response);
    } catch {
      // Only the connection can have failed here: the caller has gone, so no error can be sent.
      response.destroy();
    }
  };
}

async function answer(respond: Responder, request: IncomingMessage): Promise<Reply> {
  const body = await read(request);
  if (body === undefined) {
    return json(413, { error: { code: 'PayloadTooLarge', message: `Got more than ${MAX_BODY_BYTES} bytes.` } });
  }
  const { method = 'GET', headers } = request;
  const base = `http://${headers.host ?? 'localhost'}`;
  if (!URL.canParse(request.url ?? '/', base)) {
    return json(400, { error: { code: 'BadRequest', message: 'The request line holds no valid URL.' } });
  }
  try {
    return respond({ method, url: new URL(request.url ?? '/', base), headers, body });
  } catch (error) {
    console.error(`The stand-in failed at ${method} ${request.url}:`, error);
    return json(500, { error: { code: 'InternalServerError', message: 'The stand-in failed; its log says why.' } });
  }
}

async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    // Read to the end even when it is too large: a caller that is still sending would see a broken connection, not the
    // answer.
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
