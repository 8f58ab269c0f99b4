import type { IncomingMessage } from 'node:http';

/** Azure's limit, in bytes. */
export const MAX_BODY_BYTES = 100 * 1024 * 1024;

/** The caller sent more than the host accepts. */
export class BodyTooLarge extends Error {
  constructor() {
    super(`The body is larger than ${MAX_BODY_BYTES} bytes.`);
    this.name = 'BodyTooLarge';
  }
}

/** The request does not announce the length of its body, so it is passed on before the body has been read. */
export function isStreamed(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined;
}

/**
 * Reads the whole body.
 * @throws BodyTooLarge
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new BodyTooLarge();
  }
  return Buffer.concat(chunks);
}
