import http from 'node:http';
import net from 'node:net';
import { inTime, tooLate } from '../http/in-time.ts';
import { closeServers, limitsFor, open, type Reply } from './scripted-server.ts';

afterEach(closeServers);

const GO_LIVE = 'POST /api/publishers/contoso/offers/vm/golive';
const ID = '56615b67-2185-49fe-80d2-c4ddf77bb2e8';
const PATH = `/api/publishers/contoso/offers/vm/operations/${ID}`;
const submission = { version: '2' };

test('sends one POST with the version, the precondition and the token, and no body', async () => {
  // Prepare
  const { marketplace, server, token } = await open({
    [GO_LIVE]: { status: 202, headers: { location: `${PATH}?api-version=2017-10-31`, 'retry-after': '30' } },
  });

  // Act
  const outcome = await marketplace.submit('vm', submission, inTime);

  // Assess
  expect(outcome).toEqual({
    kind: 'accepted',
    operationId: ID,
    ref: `${PATH}?api-version=2017-10-31`,
    retryAfterSeconds: 30,
  });
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.url).toBe('/api/publishers/contoso/offers/vm/golive?api-version=2017-10-31');
  expect(server.received[0]?.body).toBe('');
  expect(server.received[0]?.headers).toMatchObject({
    'if-match': '*',
    'content-type': 'application/json',
    'content-length': '0',
    authorization: 'Bearer first',
  });
  expect(token).toHaveBeenCalledWith('scope', { fresh: false });
});

test('takes a connection of its own for every POST', async () => {
  // Prepare
  const { marketplace, server } = await open({ [GO_LIVE]: { status: 202, headers: { location: PATH } } });

  // Act
  await marketplace.submit('vm', submission, inTime);
  await marketplace.submit('vm', submission, inTime);

  // Assess
  expect(server.received.map(({ headers }) => headers.connection)).toEqual(['close', 'close']);
});

test.each([
  [
    'absolute, without a version',
    (origin: string) => ({ 'operation-location': origin + PATH }),
    `${PATH}?api-version=2017-10-31`,
    ID,
  ],
  ['relative', () => ({ location: `${PATH}?api-version=2017-10-31` }), `${PATH}?api-version=2017-10-31`, ID],
  [
    'relative, of an offer that was not migrated',
    () => ({ location: '/api/operations/contoso$vm$2$preview?api-version=2017-10-31' }),
    '/api/operations/contoso$vm$2$preview?api-version=2017-10-31',
    'contoso$vm$2$preview',
  ],
  [
    'unusable in one header, usable in the other',
    () => ({ 'operation-location': 'https://elsewhere.example/operations/1', location: PATH }),
    `${PATH}?api-version=2017-10-31`,
    ID,
  ],
])('accepts a location that is %s', async (_form, headersOf, ref, operationId) => {
  // Prepare: the origin is known only after the server listens.
  const headers: Record<string, string> = {};
  const { marketplace, server } = await open({ [GO_LIVE]: { status: 202, headers } });
  Object.assign(headers, headersOf(server.origin));

  // Act
  const outcome = await marketplace.submit('vm', submission, inTime);

  // Assess
  expect(outcome).toEqual({ kind: 'accepted', operationId, ref });
});

test('accepts a 202 with a location even if its body breaks off', async () => {
  const { marketplace } = await open({
    [GO_LIVE]: { status: 202, headers: { location: PATH }, brokenAfter: '{"id":' },
  });
  expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({ kind: 'accepted', operationId: ID });
});

const error = (code: string, message: string) => ({ error: { code, message } });

const REFUSALS: [number, unknown, string, string | undefined][] = [
  [400, error('BadRequest', 'The offer is not ready.'), 'SubmissionRejected', 'BadRequest'],
  [400, error('InvalidAPIVersion', 'Not supported.'), 'ContractChanged', 'InvalidAPIVersion'],
  [400, { message: 'PublisherId is a required header, and must be a positive number.' }, 'ContractChanged', undefined],
  [400, error('PreconditionRequired', 'If-Match is missing'), 'ConcurrencyMismatch', 'PreconditionRequired'],
  [400, error('Conflict', 'An In Progress submission already exists'), 'OperationConflict', 'Conflict'],
  [
    400,
    error('BadRequest', 'The submission cannot be pushed to as its not the latest'),
    'PreviewChanged',
    'BadRequest',
  ],
  [
    400,
    {
      error: {
        code: 'internalServerError',
        message: '',
        details: [{ code: 'invalidState', message: 'Issues found during Certification.' }],
      },
    },
    'CertificationFailed',
    'internalServerError > invalidState',
  ],
  [400, error('X', 'Active validation errors'), 'ValidationFailed', 'X'],
  [400, error('X', 'Resell-20007 ResellerConfiguration module is missing'), 'ValidationFailed', 'X'],
  [401, error('Unauthorized', 'Access token is missing or invalid'), 'CredentialsRejected', 'Unauthorized'],
  [403, error('Forbidden', 'The client does not have access'), 'PublisherAccessDenied', 'Forbidden'],
  [404, error('NotFound', 'There is no Staging slot deployed for Offer ID vm'), 'NoPreview', 'NotFound'],
  [404, error('NotFound', 'The specified entity does not exist.'), 'OfferNotFound', 'NotFound'],
  [412, error('PreconditionFailed', 'changed'), 'ConcurrencyMismatch', 'PreconditionFailed'],
  [422, error('Invalid', 'logo missing'), 'ValidationFailed', 'Invalid'],
  [404, undefined, 'OfferNotFound', undefined],
];

test.each(REFUSALS)('is refused by %d %j as %s', async (status, body, code, marketplaceCode) => {
  // Prepare
  const { marketplace } = await open({ [GO_LIVE]: { status, body } });

  // Act
  const outcome = await marketplace.submit('vm', submission, inTime);

  // Assess
  expect(outcome).toMatchObject({ kind: 'refused', cause: { code } });
  expect(outcome.kind === 'refused' && outcome.cause.marketplaceCode).toBe(marketplaceCode);
  expect(outcome.kind === 'refused' && outcome.cause.message).toMatch(/\w/);
});

const UNKNOWN: [string, Reply][] = [
  ['a 500', { status: 500 }],
  ['a 502', { status: 502, text: '<html>bad gateway</html>' }],
  ['a 503 with Retry-After', { status: 503, headers: { 'retry-after': '5' } }],
  ['a 504', { status: 504 }],
  ['a 408', { status: 408 }],
  ['a 409, whose conflict may be with this very submission', { status: 409, body: error('Conflict', 'exists') }],
  ['a 200 without a location', { status: 200, body: {} }],
  ['a 202 without a location', { status: 202 }],
  ['a 202 with a foreign location', { status: 202, headers: { location: `https://elsewhere.example${PATH}` } }],
  ['a 202 with a location that names no operation', { status: 202, headers: { location: '/api/publishers' } }],
  ['a redirect', { status: 307, headers: { location: '/api/elsewhere' } }],
  ['a foreign redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }],
  ['a 405', { status: 405 }],
  ['a reset', 'reset'],
  ['silence', 'silence'],
];

test.each(UNKNOWN)('does not know the outcome after %s, and posts once', async (_what, reply) => {
  // Prepare
  const { marketplace, server } = await open({ [GO_LIVE]: reply }, { limits: limitsFor(reply) });

  // Act
  const outcome = await marketplace.submit('vm', submission, inTime);

  // Assess
  expect(outcome).toEqual({ kind: 'unknown', message: expect.stringMatching(/\w/) });
  expect(server.received).toHaveLength(1);
});

test('was not processed when throttled, and says until when', async () => {
  const { marketplace, server } = await open({ [GO_LIVE]: { status: 429, headers: { 'retry-after': '17' } } });
  expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({ kind: 'not-sent', retryAfterSeconds: 17 });
  expect(server.received).toHaveLength(1);
});

test('was not processed when nothing listens', async () => {
  const { marketplace, server } = await open({});
  await server.close();
  expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({
    kind: 'not-sent',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('was not processed when the name does not resolve', async () => {
  const { marketplace } = await open({}, { endpoint: 'https://go-live.invalid' });
  expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({ kind: 'not-sent' });
});

test.each([
  ['speaks no TLS', (socket: net.Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['hangs up in the handshake', (socket: net.Socket) => socket.destroy()],
])('was not processed when the other side %s', async (_what, behave) => {
  // Prepare
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => behave(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;

  try {
    // Act
    const { marketplace } = await open({}, { endpoint: `https://127.0.0.1:${port}` });
    const outcome = await marketplace.submit('vm', submission, inTime);

    // Assess
    expect(outcome).toMatchObject({ kind: 'not-sent' });
  } finally {
    server.close();
  }
});

test('was not processed when a proxy does not connect it, and tells the proxy nothing', async () => {
  // Prepare
  const heads: string[] = [];
  const proxy = http.createServer();
  proxy.on('connect', (request, socket: net.Socket) => {
    heads.push(`${request.url} ${JSON.stringify(request.headers)}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;

  try {
    // Act
    const { marketplace } = await open({}, { endpoint: 'https://proxied.example' });
    const outcome = await marketplace.submit('vm', submission, inTime);

    // Assess
    expect(outcome).toMatchObject({ kind: 'not-sent' });
    expect(heads).toHaveLength(1);
    expect(heads[0]).toMatch(/^proxied\.example:443 /);
    expect(heads[0]).not.toContain('Bearer');
  } finally {
    delete process.env['HTTPS_PROXY'];
    proxy.closeAllConnections();
    proxy.close();
  }
});

describe('a 401', () => {
  const accepted: Reply = { status: 202, headers: { location: PATH } };

  test('is answered with a fresh token and the same POST', async () => {
    // Prepare
    const { marketplace, server, token } = await open({ [GO_LIVE]: [{ status: 401 }, accepted] });

    // Act
    const outcome = await marketplace.submit('vm', submission, inTime);

    // Assess
    expect(outcome).toMatchObject({ kind: 'accepted' });
    expect(token.mock.calls).toEqual([
      ['scope', { fresh: false }],
      ['scope', { fresh: true }],
    ]);
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
    expect(server.received[1]?.url).toBe(server.received[0]?.url);
  });

  test('is asked about once only', async () => {
    const { marketplace, server } = await open({ [GO_LIVE]: [{ status: 401 }, { status: 401 }, accepted] });
    expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({
      kind: 'refused',
      cause: { code: 'CredentialsRejected' },
    });
    expect(server.received).toHaveLength(2);
  });

  test('was not processed, so nothing is lost when a fresh token cannot be got', async () => {
    const { marketplace } = await open(
      { [GO_LIVE]: { status: 401 } },
      {
        tokens: [
          { kind: 'token', token: 'old' },
          { kind: 'unavailable', message: 'the vault is away', retryAfterSeconds: 9 },
        ],
      },
    );
    expect(await marketplace.submit('vm', submission, inTime)).toEqual({
      kind: 'not-sent',
      reason: 'unavailable',
      message: 'the vault is away',
      retryAfterSeconds: 9,
    });
  });
});

test('posts nothing when the credentials are refused', async () => {
  const cause = { code: 'CredentialsMissing' as const, message: 'no secret' };
  const { marketplace, server } = await open({}, { tokens: [{ kind: 'refused', cause }] });
  expect(await marketplace.submit('vm', submission, inTime)).toEqual({ kind: 'refused', cause });
  expect(server.received).toEqual([]);
});

test('posts nothing when no token can be got', async () => {
  const { marketplace, server } = await open({}, { tokens: [{ kind: 'unavailable', message: 'away' }] });
  expect(await marketplace.submit('vm', submission, inTime)).toEqual({
    kind: 'not-sent',
    reason: 'unavailable',
    message: 'away',
  });
  expect(server.received).toEqual([]);
});

test('tells telemetry how an answer outside the contract is built, never what it says', async () => {
  // Prepare
  const { marketplace, log } = await open({ [GO_LIVE]: { status: 200, body: { state: 'CANARY', 'CANARY value': 1 } } });

  // Act
  await marketplace.submit('vm', submission, inTime);

  // Assess
  expect(log).toHaveBeenCalledTimes(1);
  expect(log.mock.calls[0]?.[1]).toMatchObject({
    call: 'submit',
    status: '200',
    members: '{state, ?}',
    contentType: 'application/json',
  });
  expect(JSON.stringify(log.mock.calls)).not.toContain('CANARY');
});

test('is not sent when the time to send it is over, not even the second time after a 401', async () => {
  // Prepare
  const { marketplace, server } = await open({ [GO_LIVE]: { status: 401 } });
  const once = jest.fn().mockReturnValueOnce(true).mockReturnValue(false);

  // Act
  const late = await marketplace.submit('vm', submission, tooLate);
  const lateAfter401 = await marketplace.submit('vm', submission, once);

  // Assess
  expect([late, lateAfter401]).toMatchObject([
    { kind: 'not-sent', reason: 'late' },
    { kind: 'not-sent', reason: 'late' },
  ]);
  expect(server.received).toHaveLength(1);
});

test('200 with a location is a yes as well, and without one it tells nothing', async () => {
  const location = '/api/publishers/contoso/offers/vm/operations/7?api-version=2017-10-31';
  const yes = await open({ [GO_LIVE]: { status: 200, headers: { location } } });
  const what = await open({ [GO_LIVE]: { status: 200 } });

  expect(await yes.marketplace.submit('vm', submission, inTime)).toMatchObject({ kind: 'accepted', operationId: '7' });
  expect(await what.marketplace.submit('vm', submission, inTime)).toMatchObject({ kind: 'unknown' });
});
