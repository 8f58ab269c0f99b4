import { once } from 'node:events';
import { Agent, createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forwardRequest } from '../../http/forward.ts';
import { readBody } from '../../http/read-body.ts';

const servers: Server[] = [];
const agent = new Agent({ keepAlive: true });

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A front that reads each body and passes the request on to the app. */
function frontOf(httpUri: string): Promise<string> {
  return serve(async (request, response) => {
    const body = await readBody(request);
    const url = `http://localhost${request.url}`;
    const forwarded = forwardRequest(request, response, { agent, httpUri, invocationId: 'i-1', url, body });
    if (request.url === '/no-answer') setTimeout(forwarded.abort, 50);
    await forwarded.finished.catch((error: NodeJS.ErrnoException) => response.writeHead(502).end(error.code));
  });
}

afterAll(() => {
  agent.destroy();
  for (const server of servers) server.close().closeAllConnections();
});

test('sends a request again when the app closed the kept connection under it, once and whole', async () => {
  // Prepare: an app that closes each connection at its second request.
  const requests = new WeakMap<object, number>();
  const seen: string[] = [];
  const app = await serve(async (request, response) => {
    const nth = (requests.get(request.socket) ?? 0) + 1;
    requests.set(request.socket, nth);
    if (nth > 1) return request.socket.destroy();
    seen.push((await readBody(request)).toString());
    response.end('done');
  });
  const front = await frontOf(app);
  const post = async (body: string) => (await fetch(front, { method: 'POST', body })).text();

  // Act
  const answers = [await post('first'), await post('second'), await post('third')];

  // Assess
  expect(answers).toEqual(['done', 'done', 'done']);
  expect(seen).toEqual(['first', 'second', 'third']);
});

test('does not send again what was given up, nor what a new connection broke', async () => {
  // Prepare
  let asked = 0;
  const app = await serve((request, response) => {
    asked++;
    if (request.url === '/breaks') request.socket.destroy();
    else if (request.url !== '/no-answer') response.end('done');
  });
  const front = await frontOf(app);
  const answerTo = async (path: string) => (await fetch(front + path)).text();

  // Act
  agent.destroy();
  const answers = [await answerTo('breaks'), await answerTo('keeps'), await answerTo('no-answer')];

  // Assess
  expect(answers).toEqual(['ECONNRESET', 'done', 'ECONNRESET']);
  expect(asked).toBe(3);
});
