import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Answer } from './answer.ts';

const PIECES = 20;

/** Sends an answer in the manner it asks for. */
export async function send(response: ServerResponse, answer: Answer, closing: AbortSignal): Promise<void> {
  const { delivery } = answer;
  if (delivery?.manner === 'lost') return void response.destroy();
  if (delivery?.manner === 'reset') return reset(response);
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  if (delivery?.manner === 'slow') await drip(response, body, delivery.seconds, closing);
  else response.end(body);
}

function reset(response: ServerResponse): void {
  const { socket } = response;
  // Only a plain TCP connection can be reset; a TLS connection is destroyed instead.
  if (socket === null || socket instanceof TLSSocket) response.destroy();
  else socket.resetAndDestroy();
}

async function drip(response: ServerResponse, body: Buffer, seconds: number, closing: AbortSignal): Promise<void> {
  const size = Math.max(1, Math.ceil(body.length / PIECES));
  response.flushHeaders();
  for (let start = 0; start < body.length && !response.destroyed; start += size) {
    await delay((seconds * 1000) / PIECES, undefined, { signal: closing });
    response.write(body.subarray(start, start + size));
  }
  response.end();
}
