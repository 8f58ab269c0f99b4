import type { IncomingMessage } from 'node:http';

/** What Azure takes at most, in bytes. */
export const MAX_BODY_BYTES = 100 * 1024 * 1024;

/** The caller sent more than the host takes. */
export class BodyTooLarge extends Error {
  constructor() {
    super(`The body is larger than ${MAX_BODY_BYTES} bytes.`);
    this.name = 'BodyTooLarge';
  }
}

/** Length that the request announces; 0 when it announces none, as a chunked one does. */
export function announcedLength(request: IncomingMessage): number {
  return Number(request.headers['content-length'] ?? 0);
}

/**
 * Reads the whole body.
 * @throws BodyTooLarge
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (announcedLength(request) > MAX_BODY_BYTES) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new BodyTooLarge();
  }
  return Buffer.concat(chunks);
}
