import { inTime, tooLate } from '../http/in-time.ts';
import { closeServers, limitsFor, open, type Reply } from './scripted-server.ts';

afterEach(closeServers);

const CANCEL = 'POST /api/publishers/contoso/offers/vm/cancel';
const REF = '/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31';
const OPERATION = { operationId: '1', version: '2', ref: REF };

test('asks for the offer, with the addresses to tell', async () => {
  // Prepare
  const { marketplace, server } = await open({ [CANCEL]: { status: 200 } });

  // Act
  const outcome = await marketplace.cancel('vm', OPERATION, {
    notificationEmails: ['a@b.example', 'c@d.example'],
    inTime,
  });

  // Assess
  expect(outcome).toEqual({ kind: 'canceled' });
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.url).toBe('/api/publishers/contoso/offers/vm/cancel?api-version=2017-10-31');
  expect(server.received[0]?.headers).toMatchObject({ 'if-match': '*', 'content-type': 'application/json' });
  expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
    metadata: { 'notification-emails': 'a@b.example,c@d.example' },
  });
});

const cancelOperation = '/api/publishers/contoso/offers/vm/operations/9';
const ref = `${cancelOperation}?api-version=2017-10-31`;
const error = (message: string, code = 'BadRequest') => ({ error: { code, message } });

const ROWS: [string, Reply, object][] = [
  [
    '202 with a location in the header',
    { status: 202, headers: { location: cancelOperation } },
    { kind: 'canceling', ref },
  ],
  ['202 with a location in the body', { status: 202, body: { location: cancelOperation } }, { kind: 'canceling', ref }],
  ['202 with the location as the body', { status: 202, body: cancelOperation }, { kind: 'canceling', ref }],
  ['202 with the location as a text', { status: 202, text: cancelOperation }, { kind: 'canceling', ref }],
  [
    '202 with a foreign location',
    { status: 202, headers: { location: 'https://elsewhere.example/operations/9' } },
    { kind: 'canceling' },
  ],
  ['202 without a location', { status: 202 }, { kind: 'canceling' }],
  [
    '400, cannot be canceled',
    { status: 400, body: error('The operation can not be canceled at this point.') },
    { kind: 'too-late' },
  ],
  ['403, no longer', { status: 403, body: error('The publish can no longer be cancelled.') }, { kind: 'too-late' }],
  ['409, by its code', { status: 409, body: error('State', 'CannotCancel') }, { kind: 'too-late' }],
  ['409, already live', { status: 409, body: error('The offer is already live.') }, { kind: 'too-late' }],
  [
    '400, already asked for',
    { status: 400, body: error('A cancellation is already in progress.') },
    { kind: 'canceling' },
  ],
  [
    '400, otherwise',
    { status: 400, body: error('The body is not valid.') },
    { kind: 'refused', cause: { code: 'SubmissionRejected' } },
  ],
  [
    '403, no access',
    { status: 403, body: error('The client does not have access.') },
    { kind: 'trouble', reason: 'unauthorized' },
  ],
  ['401, again', { status: 401 }, { kind: 'trouble', reason: 'unauthorized' }],
  ['404', { status: 404 }, { kind: 'not-found' }],
  [
    '429',
    { status: 429, headers: { 'retry-after': '8' } },
    { kind: 'trouble', reason: 'throttled', retryAfterSeconds: 8 },
  ],
  ['500', { status: 500 }, { kind: 'trouble', reason: 'unavailable' }],
  [
    'a redirect',
    { status: 307, headers: { location: 'https://elsewhere.example/' } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  ['a reset', 'reset', { kind: 'trouble', reason: 'unavailable' }],
  ['silence', 'silence', { kind: 'trouble', reason: 'timed-out' }],
];

test.each(ROWS)('%s is read as what it is', async (_what, reply, expected) => {
  const { marketplace } = await open({ [CANCEL]: reply }, { limits: limitsFor(reply) });
  expect(await marketplace.cancel('vm', OPERATION, { notificationEmails: [], inTime })).toMatchObject(expected);
});

test('a 401 reads the secret again', async () => {
  const { marketplace, server } = await open({ [CANCEL]: [{ status: 401 }, { status: 200 }] });
  expect(await marketplace.cancel('vm', OPERATION, { notificationEmails: [], inTime })).toEqual({ kind: 'canceled' });
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
});

test('credentials that are refused in the wait are trouble', async () => {
  const { marketplace } = await open(
    {},
    { tokens: [{ kind: 'refused', cause: { code: 'CredentialsRejected', message: 'no' } }] },
  );
  expect(await marketplace.cancel('vm', OPERATION, { notificationEmails: [], inTime })).toEqual({
    kind: 'trouble',
    reason: 'unauthorized',
    message: 'no',
  });
});

test('is not sent when the time to send it is over', async () => {
  const { marketplace, server } = await open({ [CANCEL]: { status: 200 } });

  const outcome = await marketplace.cancel('vm', OPERATION, { notificationEmails: [], inTime: tooLate });

  expect(outcome).toMatchObject({ kind: 'not-sent' });
  expect(server.received).toEqual([]);
});

describe('what runs, just before the cancel', () => {
  const OFFER = '/api/publishers/contoso/offers/vm';
  const runs = async (
    id: string,
    list: Reply,
    operation: Reply = { status: 200, body: { status: 'running', steps: [] } },
  ) => {
    const { marketplace } = await open({
      [`GET ${OFFER}/submissions/`]: list,
      [`GET ${OFFER}/operations/1`]: operation,
    });
    return marketplace.running?.('vm', { ...OPERATION, operationId: id });
  };
  const listed: Reply = { status: 200, body: [{ id: '1', publishingVersion: 2 }] };

  test('is what the list shows', async () => {
    expect(await runs('1', listed)).toMatchObject({
      kind: 'running',
      operations: [{ operationId: '1', reach: 'unknown' }],
    });
  });

  test('is ours when the list names by its id what our location names by its version', async () => {
    const named = 'contoso$vm$2$preview';

    expect(await runs(named, listed)).toMatchObject({ operations: [{ operationId: named }] });
  });

  test('is nothing without a list, and trouble when it cannot be read', async () => {
    expect(await runs('1', { status: 404 })).toEqual({ kind: 'running', operations: [] });
    expect(await runs('1', { status: 503 })).toMatchObject({ kind: 'trouble', reason: 'unavailable' });
    expect(await runs('1', { status: 403 })).toMatchObject({ kind: 'trouble', reason: 'unauthorized' });
    expect(await runs('1', listed, { status: 503 })).toMatchObject({ kind: 'trouble' });
  });
});
