import type { HttpRequest } from '@azure/functions';
import type { Problem } from './problem.ts';
import { withoutNulls } from './without-nulls.ts';

const MAX_BYTES = 64 * 1024;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

export type JsonBody = { kind: 'json'; value: unknown } | { kind: 'empty' } | { kind: 'problem'; problem: Problem };

/** Reads at most 64 KiB of JSON, without members that are null. Size and media type are judged before anything is parsed. */
export async function readJson(request: HttpRequest): Promise<JsonBody> {
  const bytes = await readAtMost(request, MAX_BYTES);
  if (bytes === undefined) {
    const detail = `The body is larger than ${MAX_BYTES} bytes. Send less.`;
    return { kind: 'problem', problem: { code: 'RequestTooLarge', detail } };
  }
  if (bytes.length === 0) return { kind: 'empty' };
  const mediaType = request.headers.get('content-type');
  if (mediaType === null || !JSON_TYPE.test(mediaType)) {
    const detail = `The body has the media type ${mediaType ?? '(none)'}. Send application/json.`;
    return { kind: 'problem', problem: { code: 'UnsupportedMediaType', detail } };
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return { kind: 'json', value: withoutNulls(value) };
  } catch {
    const detail = 'The body is not JSON in UTF-8. Send a JSON object, or no body at all.';
    return {
      kind: 'problem',
      problem: { code: 'InvalidRequest', detail, errors: [{ pointer: '', detail: 'must be JSON' }] },
    };
  }
}

/** Undefined when the body is larger; nothing beyond the limit is read. */
async function readAtMost(request: HttpRequest, most: number): Promise<Buffer | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return undefined;
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
