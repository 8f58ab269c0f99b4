import { json, type Responder } from '../../wire/exchange.ts';
import { toListener } from '../../wire/listener.ts';
import { type LocalServer, listen } from '../../wire/local-server.ts';

describe('a responder behind a server', () => {
  let server: LocalServer;
  let respond: Responder;

  beforeAll(async () => {
    server = await listen(toListener((exchange) => respond(exchange)));
  });

  afterAll(() => server.close());

  test('gets method, URL and body, and its answer is sent', async () => {
    // Prepare
    respond = ({ method, url, body }) =>
      json(201, { method, path: url.pathname, query: url.search, body: String(body) });

    // Act
    const answer = await fetch(`${server.url}/a/b?c=d`, { method: 'PUT', body: 'text' });

    // Assess
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ method: 'PUT', path: '/a/b', query: '?c=d', body: 'text' });
  });

  test('may answer in pieces', async () => {
    respond = () => ({ status: 200, body: ['one ', 'two'] });
    expect(await (await fetch(server.url)).text()).toBe('one two');
  });

  test('never sees a body that is too large for the process', async () => {
    respond = () => json(200, {});
    const answer = await fetch(server.url, { method: 'PUT', body: Buffer.alloc(32 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
  });

  test('answers 500 when it fails, and the log says why', async () => {
    // Prepare
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    const trouble = new Error('trouble');
    respond = () => {
      throw trouble;
    };

    // Act
    const answer = await fetch(server.url);

    // Assess
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('trouble');
    expect(log).toHaveBeenCalledWith(expect.any(String), trouble);
    log.mockRestore();
  });
});
