import {
  type Agent,
  request as forward,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { Faults } from '../wire/faults.ts';
import type { RequestLog } from '../wire/request-log.ts';

const SERVICE = 'storage';

/**
 * Forwards requests to the table service unchanged; their signatures stay valid because they cover the path, not the
 * host. A scripted fault is answered instead; one that loses the answer lets the service do its work first, as a broken
 * connection does.
 */
export function createTableFront(
  upstream: string,
  { faults, requests, agent }: { faults: Faults; requests: RequestLog; agent: Agent },
): RequestListener {
  return (request, response) => {
    const fault = faults.take(SERVICE);
    if (fault && !fault.lost) {
      request.resume();
      refuse(response, fault.status);
      note(request, fault.status);
      return;
    }
    const passed = forward(
      `${upstream}${request.url}`,
      { method: request.method, headers: request.headers, agent },
      (answer) => {
        note(request, answer.statusCode ?? 0);
        if (fault) {
          answer.resume();
          answer.once('end', () => response.destroy());
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.once('error', () => response.destroy());
    request.pipe(passed);
  };

  function note({ method = '', url = '' }: IncomingMessage, status: number): void {
    const path = url.split('?', 1)[0] ?? '';
    requests.add({ service: SERVICE, method, path, status, time: new Date().toISOString() });
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(
    JSON.stringify({ 'odata.error': { code: 'ServerBusy', message: { lang: 'en-US', value: 'Scripted.' } } }),
  );
}
