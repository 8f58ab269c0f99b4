import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { ApiRequest, ApiResponse } from '../local/functions-host/durable/api/exchange.ts';

/** These headers concern one connection, and there are two here. */
const HOP_BY_HOP = ['connection', 'content-length', 'date', 'host', 'server', 'transfer-encoding'];

/** Forwards a request for the management API to the extension, which listens on a port of its own. */
export function askExtension(port: number, mount: string, request: ApiRequest): Promise<ApiResponse> {
  const { method, path, query, headers, body } = request;
  const search = query.size > 0 ? `?${query}` : '';
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path: `${mount}/${path}${search}`,
      headers: { ...endToEnd(headers), ...(body && { 'content-length': Buffer.byteLength(body) }) },
    });
    sent.on('error', reject);
    sent.on('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode ?? 0, headers: endToEnd(response.headers), body: text });
    });
    sent.end(body || undefined);
  });
}

function endToEnd(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !HOP_BY_HOP.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
