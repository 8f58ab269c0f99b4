import net from 'node:net';
import { readOperationLocation, versionedRef } from '../../../src/marketplace/cloud-partner-portal/location.ts';
import { inTime } from '../http/in-time.ts';
import { startServer } from '../http/scripted-server.ts';
import { closeServers, open } from './scripted-server.ts';

afterEach(closeServers);
afterEach(() => jest.restoreAllMocks());

const GO_LIVE = 'POST /api/publishers/contoso/offers/vm/golive';
const OPERATION = '/api/publishers/contoso/offers/vm/operations/1';

/** `HOST` is the marketplace's host and port, `DECOY` a server that must never hear of us. */
const ELSEWHERE = [
  `http://DECOY${OPERATION}`,
  `https://HOST${OPERATION}`,
  `ftp://HOST${OPERATION}`,
  `http://127.0.0.1${OPERATION}`,
  `http://localhost:1${OPERATION}`,
  `http://[::1]:1${OPERATION}`,
  `http://0.0.0.0:1${OPERATION}`,
  `http://2130706433:1${OPERATION}`,
  `http://0x7f.1:1${OPERATION}`,
  `http://169.254.169.254/metadata${OPERATION}`,
  `http://169.254.10.10${OPERATION}`,
  `http://10.0.0.1${OPERATION}`,
  `http://metadata.google.internal${OPERATION}`,
  `https://cloudpartner.azure.com.evil.example${OPERATION}`,
  `http://HOST.evil.example${OPERATION}`,
  `http://HOST@DECOY${OPERATION}`,
  `http://user:password@HOST${OPERATION}`,
  `http://user@HOST${OPERATION}`,
  `http://@HOST${OPERATION}`,
  `http://HOST%2eevil.example${OPERATION}`,
  `http://HOST%40DECOY${OPERATION}`,
  `http://DECOY#@HOST${OPERATION}`,
  `http://DECOY?@HOST${OPERATION}`,
  `http://DECOY\\@HOST${OPERATION}`,
  `//DECOY${OPERATION}`,
  `//HOST${OPERATION}`,
  `///DECOY${OPERATION}`,
  `/\\DECOY${OPERATION}`,
  `\\\\DECOY${OPERATION}`,
  `/\t/DECOY${OPERATION}`,
  `http:DECOY${OPERATION}`,
  `http:/DECOY${OPERATION}`,
  `http:\\\\DECOY${OPERATION}`,
  `/x/..//DECOY${OPERATION}`,
  `/.//DECOY${OPERATION}`,
  `http://HOST//DECOY${OPERATION}`,
  `@DECOY${OPERATION}`,
  `:1@DECOY${OPERATION}`,
  `.evil.example${OPERATION}`,
  `operations/1`,
  `javascript:alert(1)//operations/1`,
  `data:text/html,/operations/1`,
  `file:///operations/1`,
  `blob:http://HOST${OPERATION}`,
  `http://HOST:0${OPERATION}`,
  ` http://DECOY${OPERATION}`,
  `http://HO\u017FT${OPERATION}`,
  `/${'a'.repeat(3000)}/operations/1`,
];

function on(origin: string, decoy: string, target: string): string {
  return target.replaceAll('HOST', new URL(origin).host).replaceAll('DECOY', new URL(decoy).host);
}

describe.each(ELSEWHERE)('%s', (template) => {
  // Names that no header can carry must still be refused when they come from a body or from stored state.
  test('is not followed as an operation', async () => {
    // Prepare
    const { marketplace, server } = await open({});
    const decoy = await startServer({});
    const connect = jest.spyOn(net.Socket.prototype, 'connect');

    try {
      // Act
      const outcome = await marketplace.observe('vm', on(server.origin, decoy.origin, template));

      // Assess
      expect(outcome).toMatchObject({ kind: 'refused', cause: { code: 'ContractChanged' } });
      expect(connect).not.toHaveBeenCalled();
      expect([...server.received, ...decoy.received]).toEqual([]);
    } finally {
      await decoy.close();
    }
  });

  test('is not taken as the location of a go-live', () => {
    const origin = 'http://127.0.0.1:7080';
    expect(readOperationLocation(on(origin, 'http://127.0.0.1:7081', template), origin)).toMatchObject({
      kind: 'unusable',
    });
  });
});

const HEADERS = ELSEWHERE.filter((template) => /^[\t -~]+$/.test(template));

test.each(HEADERS)('%s is not followed as a redirect', async (template) => {
  // Prepare
  const headers: Record<string, string> = {};
  const { marketplace, server, log } = await open({ [`GET ${OPERATION}`]: { status: 302, headers } });
  const decoy = await startServer({ [`GET ${OPERATION}`]: { status: 200, body: { status: 'completed' } } });
  headers['location'] = on(server.origin, decoy.origin, template).trim();

  try {
    // Act
    const outcome = await marketplace.observe('vm', OPERATION);

    // Assess
    expect(outcome).toMatchObject({ kind: 'refused', cause: { code: 'ContractChanged' } });
    expect(server.received).toHaveLength(1);
    expect(decoy.received).toEqual([]);
    expect(log).toHaveBeenCalledWith(expect.any(String), expect.objectContaining({ call: 'observe', status: '302' }));
  } finally {
    await decoy.close();
  }
});

test('a go-live with a foreign location is unknown, and the place is not called', async () => {
  // Prepare
  const decoy = await startServer({});
  const { marketplace } = await open({
    [GO_LIVE]: { status: 202, headers: { location: `${decoy.origin}${OPERATION}` } },
  });

  try {
    // Act
    const outcome = await marketplace.submit('vm', { version: '1' }, inTime);

    // Assess
    expect(outcome.kind).toBe('unknown');
    expect(decoy.received).toEqual([]);
  } finally {
    await decoy.close();
  }
});

const ORIGIN = 'https://cloudpartner.azure.com';

test.each([
  ['https://cloudpartner.azure.com/api/operations/1', '/api/operations/1?api-version=2017-10-31'],
  ['HTTPS://CloudPartner.Azure.com:443/api/operations/1', '/api/operations/1?api-version=2017-10-31'],
  ['/api/operations/a$b$2$preview?api-version=2017-10-31', '/api/operations/a$b$2$preview?api-version=2017-10-31'],
  ['/api/operations/1?a=b%20c', '/api/operations/1?a=b%20c&api-version=2017-10-31'],
  ['/api/operations/1?api-version=2018-01-01', '/api/operations/1?api-version=2018-01-01'],
  ['/api/operations/1#part', '/api/operations/1?api-version=2017-10-31'],
])('%s is followed as %s', (location, ref) => {
  expect(versionedRef(location, ORIGIN)).toEqual({ kind: 'same-origin', ref });
});

test.each([
  ['/api/operations/1/', '1'],
  ['/api/operations/contoso%24vm%242%24preview', 'contoso$vm$2$preview'],
])('the operation of %s is %s', (location, operationId) => {
  expect(readOperationLocation(location, ORIGIN)).toMatchObject({ kind: 'operation', operationId });
});

test.each([
  '',
  '/',
  '/api/operations',
  '/api/operations/',
  '/api/operations/%2e%2e%2f',
  '/api/operations/%zz',
  '/api/operations/1/steps',
])('no operation is read from %j', (location) => {
  expect(readOperationLocation(location, ORIGIN)).toMatchObject({ kind: 'unusable' });
});

test('a redirect on the own origin is followed, with the token, a few times only', async () => {
  // Prepare
  const { marketplace, server } = await open({
    [`GET ${OPERATION}`]: { status: 301, headers: { location: `${OPERATION}/` } },
    [`GET ${OPERATION}/`]: [
      { status: 200, body: { status: 'running' } },
      { status: 301, headers: { location: OPERATION } },
    ],
  });

  // Act
  const followed = await marketplace.observe('vm', OPERATION);
  const circling = await marketplace.observe('vm', OPERATION);

  // Assess
  expect(followed).toMatchObject({ kind: 'observed' });
  expect(server.received[1]?.headers.authorization).toBe('Bearer first');
  expect(circling).toMatchObject({ kind: 'trouble', reason: 'not-understood' });
  expect(server.received).toHaveLength(2 + 4);
});
