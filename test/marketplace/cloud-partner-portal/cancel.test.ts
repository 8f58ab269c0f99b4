import { closeServers, open, type Reply } from './scripted-server.ts';

afterEach(closeServers);

const CANCEL = 'POST /api/publishers/contoso/offers/vm/cancel';
const REF = '/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31';

test('asks for the offer, with the addresses to tell', async () => {
  // Prepare
  const { marketplace, server } = await open({ [CANCEL]: { status: 200 } });

  // Act
  const outcome = await marketplace.cancel('vm', REF, { notificationEmails: ['a@b.example', 'c@d.example'] });

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
    { kind: 'refused', problem: { code: 'SubmissionRejected' } },
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
  const { marketplace } = await open({ [CANCEL]: reply }, { limits: { writeSeconds: 0.15 } });
  expect(await marketplace.cancel('vm', REF, { notificationEmails: [] })).toMatchObject(expected);
});

test('a 401 reads the secret again', async () => {
  const { marketplace, server } = await open({ [CANCEL]: [{ status: 401 }, { status: 200 }] });
  expect(await marketplace.cancel('vm', REF, { notificationEmails: [] })).toEqual({ kind: 'canceled' });
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
});

test('credentials that are refused in the wait are trouble', async () => {
  const { marketplace } = await open(
    {},
    { tokens: [{ kind: 'refused', problem: { code: 'CredentialsRejected', message: 'no' } }] },
  );
  expect(await marketplace.cancel('vm', REF, { notificationEmails: [] })).toEqual({
    kind: 'trouble',
    reason: 'unauthorized',
    message: 'no',
  });
});
