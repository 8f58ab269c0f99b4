import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import type { InvocationResponse } from '../invocation.ts';
import { Cookie, setCookieHeader } from './cookie.ts';

const HttpData = z.object({
  http: z.object({
    statusCode: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    cookies: z.array(Cookie).optional(),
    body: z
      .object({
        bytes: z.instanceof(Uint8Array).optional(),
        string: z.string().optional(),
        json: z.string().optional(),
      })
      .nullish(),
  }),
});

/** Sends what an HTTP function returned; 204 when it returned nothing. */
export function writeFunctionResponse(response: ServerResponse, { returnValue }: InvocationResponse): number {
  if (returnValue === undefined || returnValue === null) return writeEmpty(response, 204);
  const { http } = HttpData.parse(returnValue);
  response.statusCode = Number(http.statusCode ?? 200);
  for (const [name, value] of Object.entries(http.headers ?? {})) {
    // The body is written in one piece here, whatever transfer headers the function set.
    if (!['transfer-encoding', 'content-length', 'connection'].includes(name.toLowerCase()))
      response.setHeader(name, value);
  }
  const cookies = (http.cookies ?? []).map(setCookieHeader);
  if (cookies.length > 0) response.appendHeader('set-cookie', cookies);
  response.end(http.body?.bytes ?? http.body?.string ?? http.body?.json ?? '');
  return response.statusCode;
}

/** Answers without a body, unless an answer has already begun. */
export function writeEmpty(response: ServerResponse, status: number, headers: Record<string, string> = {}): number {
  if (response.headersSent) {
    // A truncated answer must not look like a complete one.
    response.destroy();
    return status;
  }
  response.writeHead(status, { ...headers, 'content-length': 0 });
  response.end();
  return status;
}
