import { connect } from 'node:net';
import * as z from 'zod';
import { waitUntil } from '../../../../test/wait-until.ts';
import { type Fixture, startFixture } from '../start-fixture.ts';

/** What the fixture app's function "echo" returns about its request. */
const Echo = z.object({
  url: z.string(),
  method: z.string(),
  params: z.record(z.string(), z.string()),
  query: z.array(z.tuple([z.string(), z.string()])),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  traceParent: z.string().optional(),
});

async function echoOf(answer: Promise<Response>): Promise<z.infer<typeof Echo>> {
  return Echo.parse(await (await answer).json());
}

describe.each([
  ['without streaming', '0'],
  ['with streaming', '1'],
])('HTTP functions %s', (_, streams) => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture({ FIXTURE_STREAM: streams });
  });
  afterAll(() => fixture.stop());
  const json = async (target: string, init?: RequestInit) => (await fixture.get(target, init)).json();

  test('gives the function the request as its caller made it', async () => {
    // Act
    const answer = await fixture.get('/api/echo/one/two%20%2F?a=1&a=2&b=', {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'x-custom': 'yes', 'x-empty': '' },
      body: 'a text',
    });

    // Assess
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-function')).toBe('echo');
    const seen = Echo.parse(await answer.json());
    expect(seen).toMatchObject({
      url: `${fixture.host.url}/api/echo/one/two%20%2F?a=1&a=2&b=`,
      method: 'POST',
      body: 'a text',
    });
    expect(seen.params).toMatchObject({ first: 'one', second: 'two %2F' });
    expect(seen.headers).toMatchObject({ 'x-custom': 'yes', 'content-type': 'text/plain' });
    expect(seen.headers).not.toHaveProperty('x-empty');
  });

  test('passes on the host name that the caller used, the principal and the trace', async () => {
    // Prepare
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    // Act
    const seen = await echoOf(
      fixture.get('/api/echo/x', { headers: { 'x-ms-client-principal-name': 'ada', traceparent } }),
    );

    // Assess
    expect(seen.headers).toMatchObject({ host: new URL(fixture.host.url).host, 'x-ms-client-principal-name': 'ada' });
    expect(seen.traceParent).toBe(traceparent);
  });

  test('answers 404 for an unknown route and for a method that is not allowed', async () => {
    expect((await fixture.get('/api/unknown')).status).toBe(404);
    expect((await fixture.get('/api/unrouted', { method: 'DELETE' })).status).toBe(404);
    expect((await fixture.get('/unrouted')).status).toBe(404);
  });

  test('chooses the literal route before the constrained before the free one', async () => {
    expect(await (await fixture.get('/api/ranked/literal')).text()).toBe('byLiteral');
    expect(await (await fixture.get('/api/ranked/7')).text()).toBe('byNumber');
    expect(await (await fixture.get('/api/ranked/seven')).text()).toBe('byName');
  });

  test('leaves out a catch-all without a value', async () => {
    expect(await json('/api/rest/a/b')).toMatchObject({ tail: 'a/b' });
    expect(await json('/api/rest')).not.toHaveProperty('tail');
  });

  test('writes bytes and cookies', async () => {
    // Act
    const answer = await fixture.get('/api/cookies');

    // Assess
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 1, 254, 255]));
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.toLowerCase().split('; '));
    expect(cookies[0]).toEqual(expect.arrayContaining(['a=b%20c', 'max-age=60', 'samesite=strict', 'httponly']));
    expect(cookies[1]).toEqual(expect.arrayContaining(['d=e', 'path=/x', 'expires=sun, 09 sep 2001 01:46:40 gmt']));
  });

  test('answers 500 without a body when the function throws', async () => {
    // Act
    const answer = await fixture.get('/api/throws');

    // Assess
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    expect(fixture.lines.join('')).toContain('the handler threw');
  });

  test('answers 204 when the function returns nothing', async () => {
    expect((await fixture.get('/api/nothing')).status).toBe(204);
    expect((await fixture.get('/api/empty')).status).toBe(204);
  });

  test('runs hooks around the function, which may replace inputs and result', async () => {
    // Act
    await fixture.get('/api/hooks');
    const text = await (await fixture.get('/api/hooked')).text();
    await fixture.get('/api/throws');

    // Assess
    expect(text).toBe('replaced, after');
    expect(await json('/api/hooks')).toEqual([
      'post hooks true ',
      'pre hooked',
      'post hooked true ',
      'pre throws',
      'post throws true the handler threw',
      'pre hooks',
    ]);
  });

  test('takes a request in absolute form for one to itself', async () => {
    // Prepare
    const { hostname, port } = new URL(fixture.host.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });

    // Act
    socket.write('GET http://elsewhere.invalid/api/unrouted HTTP/1.1\r\nhost: elsewhere.invalid\r\n\r\n');

    // Assess
    await waitUntil(
      'the answer to the absolute address',
      () => answer.startsWith('HTTP/1.1 200') && answer.includes('unrouted'),
    );
    socket.destroy();
  });

  test('refuses a body of more than 100 MB', async () => {
    // Prepare
    const { hostname, port } = new URL(fixture.host.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });

    // Act
    socket.write(`POST /api/echo/x HTTP/1.1\r\nhost: x\r\ncontent-length: ${100 * 1024 * 1024 + 1}\r\n\r\n`);

    // Assess
    await waitUntil('the refusal', () => answer.startsWith('HTTP/1.1 413'));
    socket.destroy();
  });

  test('reports that it runs', async () => {
    expect(await json('/admin/host/status')).toMatchObject({ state: 'Running' });
  });

  test('runs a background function on demand', async () => {
    // Act
    const answer = await fixture.get('/admin/functions/background', { method: 'POST', body: '{"input": "now"}' });

    // Assess
    expect(answer.status).toBe(202);
    await waitUntil('the call to be recorded', async () =>
      (await fixture.records()).some(({ input }) => input === 'now'),
    );
    expect((await fixture.get('/admin/functions/echo', { method: 'POST' })).status).toBe(404);
    expect((await fixture.get('/admin/functions/background', { method: 'POST', body: 'no' })).status).toBe(400);
  });

  test('sets what the platform sets', async () => {
    const setting = async (name: string) => (await fixture.get(`/api/setting?name=${name}`)).text();
    expect(await setting('WEBSITE_HOSTNAME')).toBe(`localhost:${new URL(fixture.host.url).port}`);
    expect(await setting('WEBSITE_AUTH_ENABLED')).toBe('false');
  });
});

describe('what differs by mode', () => {
  let plain: Fixture;
  let streaming: Fixture;
  beforeAll(async () => {
    [plain, streaming] = await Promise.all([startFixture(), startFixture({ FIXTURE_STREAM: '1' })]);
  });
  afterAll(() => Promise.all([plain.stop(), streaming.stop()]));
  const chunked = (): RequestInit & { duplex: 'half' } => ({
    method: 'POST',
    body: new Blob(['in pieces']).stream(),
    duplex: 'half',
  });
  const withBody = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

  test('gives a chunked body to a streaming app only', async () => {
    expect(await echoOf(plain.get('/api/echo/x', chunked()))).toMatchObject({ body: '' });
    expect(await echoOf(streaming.get('/api/echo/x', chunked()))).toMatchObject({ body: 'in pieces' });
  });

  test('joins repeated query values without streaming and keeps them apart with it', async () => {
    expect(await echoOf(plain.get('/api/echo/x?a=1&a=2'))).toMatchObject({ query: [['a', '1,2']] });
    expect((await echoOf(streaming.get('/api/echo/x?a=1&a=2'))).query).toEqual([
      ['a', '1'],
      ['a', '2'],
    ]);
  });

  test('shows a streaming app body members and query values as parameters, route values last', async () => {
    // Prepare
    const body = { first: 'body', number: 5, flag: true, list: [1], object: {}, nothing: null, q: 'body' };

    // Act
    const seen = await echoOf(streaming.get('/api/echo/route?q=query&code=secret', withBody(body)));

    // Assess
    expect(seen.params).toEqual({ first: 'route', number: '5', flag: 'True', q: 'query' });
    expect(JSON.parse(seen.body)).toEqual(body);
    expect((await echoOf(plain.get('/api/echo/route?q=query', withBody(body)))).params).toEqual({
      first: 'route',
    });
  });

  test('keeps the spelling of a body member that names a route parameter in another case', async () => {
    const seen = await echoOf(streaming.get('/api/echo/route', withBody({ FIRST: 'body' })));
    expect(seen.params).toEqual({ FIRST: 'route' });
  });

  test('sends the answer of a streaming app on as it comes', async () => {
    // Act
    const answer = await streaming.get('/api/drip');
    const pieces: string[] = [];
    if (answer.body) for await (const piece of answer.body) pieces.push(Buffer.from(piece).toString());

    // Assess
    expect(pieces.join('')).toBe('one,two,three');
    expect(pieces.length).toBeGreaterThan(1);
    expect(answer.headers.get('x-ms-invocation-id')).toBeNull();
  });
});
