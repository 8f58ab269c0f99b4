import { closeServers, limitsFor, open, type Reply } from './scripted-server.ts';

afterEach(closeServers);

/** As in the documentation's samples; JSON numbers of this size lose their last digits. */
const TOO_LARGE = Number('636576975611768314');

const OPERATION = '/api/publishers/contoso/offers/vm/operations/1?api-version=2017-10-31';
const GET = `GET ${OPERATION.split('?')[0]}`;

/** After the sample in "Retrieve operations", without its stray brace. */
const SAMPLE = {
  status: 'running',
  messages: [],
  publishingVersion: 2,
  offerVersion: 1,
  cancellationRequestState: 'canCancel',
  steps: [
    {
      estimatedTimeFrame: '< 15 min',
      id: 'displaydummycertify',
      stepName: 'Validate Pre-Requisites',
      description: 'Offer settings provided are validated',
      status: 'complete',
      messages: [
        { messageHtml: '<p>Step&nbsp;completed.</p>', level: 'information', timestamp: '2017-03-28T19:50:36.500052Z' },
      ],
      progressPercentage: 100,
    },
    {
      id: 'live',
      stepName: 'Live',
      status: 'Waiting For Approval',
      estimatedTimeFrame: '~2-5 days',
      messages: ['a text'],
      progressPercentage: 0,
    },
  ],
  previewLinks: [],
  liveLinks: [
    'https://azuremarketplace.microsoft.com/apps/contoso.vm',
    { url: 'https://x.example/a?sv=1&sig=CANARY' },
    'javascript:x',
  ],
};

const EXPECTED = {
  reach: 'live',
  state: 'running',
  status: 'running',
  version: '2',
  cancelable: true,
  steps: [
    {
      id: 'displaydummycertify',
      name: 'Validate Pre-Requisites',
      status: 'complete',
      progress: 100,
      estimate: '< 15 min',
      estimateSeconds: 900,
      messages: [{ level: 'information', text: 'Step completed.', time: '2017-03-28T19:50:36.500Z' }],
    },
    {
      id: 'live',
      name: 'Live',
      status: 'waiting-for-approval',
      progress: 0,
      estimate: '~2-5 days',
      estimateSeconds: 432_000,
      messages: [{ level: 'information', text: 'a text' }],
    },
  ],
  liveLinks: ['https://azuremarketplace.microsoft.com/apps/contoso.vm', 'https://x.example/a?…'],
};

test.each([
  ['an object', SAMPLE],
  ['an array of one', [SAMPLE]],
])('reads an operation that comes as %s', async (_form, body) => {
  const { marketplace } = await open({ [GET]: { status: 200, headers: { 'retry-after': '12' }, body } });
  expect(await marketplace.observe('vm', OPERATION)).toEqual({
    kind: 'observed',
    operation: EXPECTED,
    retryAfterSeconds: 12,
  });
});

test('calls the reference to the letter and adds the version where it is missing', async () => {
  // Prepare
  const { marketplace, server } = await open({});

  // Act
  await marketplace.observe('vm', '/api/operations/contoso$vm$2$preview?api-version=2017-10-31');
  await marketplace.observe('vm', '/api/operations/1');

  // Assess
  expect(server.received.map(({ url }) => url)).toEqual([
    '/api/operations/contoso$vm$2$preview?api-version=2017-10-31',
    '/api/operations/1?api-version=2017-10-31',
  ]);
});

test('keeps going with members of a strange form', async () => {
  // Prepare
  const body = {
    status: 'Half Done',
    publishingVersion: TOO_LARGE,
    steps: [
      null,
      7,
      { id: 'a', progressPercentage: '40%', messages: [null, 3, { level: 'error' }, 'kept'], status: 3 },
    ],
    messages: 'none',
    liveLinks: null,
    cancelationRequestState: 'cannotCancel',
  };
  const { marketplace } = await open({ [GET]: { status: 200, body } });

  // Act
  const outcome = await marketplace.observe('vm', OPERATION);

  // Assess
  expect(outcome).toEqual({
    kind: 'observed',
    operation: {
      reach: 'unknown',
      state: 'running',
      status: 'Half Done',
      unknownStatus: true,
      cancelable: false,
      steps: [{ id: 'a', name: 'a', status: '', progress: 40, messages: [{ level: 'information', text: 'kept' }] }],
      liveLinks: [],
    },
  });
});

describe('a failed operation', () => {
  const step = (id: string, status: string, text: string) => ({
    id,
    stepName: id,
    status,
    messages: [{ messageHtml: text, level: 'error' }],
  });
  const ROWS: [string, object, string, RegExp][] = [
    [
      'certification by its words',
      {
        error: {
          code: 'internalServerError',
          innererror: { code: 'invalidState', message: 'Issues found during Certification.' },
        },
      },
      'CertificationFailed',
      /^Issues found/,
    ],
    [
      'certification by its step',
      { steps: [step('displaycertify', 'failed', 'The image does not boot.')] },
      'CertificationFailed',
      /does not boot/,
    ],
    [
      'missing content',
      { steps: [step('displaycertify', 'blocked', 'No virtual machine image was found for the plan contoso.')] },
      'CertificationFailed',
      /plan contoso/,
    ],
    ['validation by its words', { error: 'Active validation errors' }, 'ValidationFailed', /^Active/],
    [
      'validation by its step',
      { steps: [step('displaydummycertify', 'Rejected', 'The logo is too small.')] },
      'ValidationFailed',
      /logo/,
    ],
    [
      'a conflict, which is not ours',
      { error: { code: 'Conflict', message: 'An In Progress submission already exists' } },
      'MarketplaceFailed',
      /already exists/,
    ],
    [
      'a precondition, which is not ours',
      { messages: [{ messageHtml: 'If-Match failed', level: 'error' }] },
      'MarketplaceFailed',
      /If-Match/,
    ],
    ['anything else', { steps: [step('live', 'failed', 'Internal error')] }, 'MarketplaceFailed', /Internal error/],
    ['nothing that was said', {}, 'MarketplaceFailed', /without a reason/],
  ];

  test.each(ROWS)('is told apart: %s', async (_what, members, code, message) => {
    const { marketplace } = await open({ [GET]: { status: 200, body: { status: 'Failed', ...members } } });
    const outcome = await marketplace.observe('vm', OPERATION);
    expect(outcome).toMatchObject({
      kind: 'observed',
      operation: { state: 'failed', failure: { code, message: expect.stringMatching(message) } },
    });
  });
});

const now = new Date('2026-11-24T12:00:00Z');

const TROUBLES: [string, Reply, object][] = [
  [
    '404',
    { status: 404, body: { error: { code: 'NotFound', message: 'gone' } } },
    { kind: 'not-found', message: 'The marketplace answered 404: NotFound: gone' },
  ],
  ['403', { status: 403 }, { kind: 'trouble', reason: 'unauthorized' }],
  [
    '429, seconds',
    { status: 429, headers: { 'retry-after': '90' } },
    { kind: 'trouble', reason: 'throttled', retryAfterSeconds: 90 },
  ],
  [
    '503, a date',
    { status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 12:02:00 GMT' } },
    { kind: 'trouble', reason: 'unavailable', retryAfterSeconds: 120 },
  ],
  [
    '503, a date that has passed',
    { status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' } },
    { kind: 'trouble', reason: 'unavailable', retryAfterSeconds: 0 },
  ],
  [
    '500',
    { status: 500, text: 'oops' },
    { kind: 'trouble', reason: 'unavailable', message: 'The marketplace answered 500: oops' },
  ],
  ['504', { status: 504 }, { kind: 'trouble', reason: 'timed-out' }],
  [
    '400',
    { status: 400, body: { error: { code: 'InvalidAPIVersion' } } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  ['302 without a location', { status: 302 }, { kind: 'trouble', reason: 'not-understood' }],
  [
    'HTML',
    { status: 200, text: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'JSON with a stray brace',
    { status: 200, text: '[{"status":"running"}}]' },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  ['an empty body', { status: 200 }, { kind: 'trouble', reason: 'not-understood' }],
  ['204', { status: 204 }, { kind: 'trouble', reason: 'not-understood' }],
  ['no status', { status: 200, body: { steps: [] } }, { kind: 'trouble', reason: 'not-understood' }],
  ['an empty list', { status: 200, body: [] }, { kind: 'trouble', reason: 'not-understood' }],
  [
    'too much',
    { status: 200, body: { status: 'running', definition: 'x'.repeat(5000) } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'a body that breaks off',
    { status: 200, brokenAfter: '{"status":"runn' },
    { kind: 'trouble', reason: 'unavailable' },
  ],
  ['a body that stalls', { status: 200, stalledAfter: '{"status":"runn' }, { kind: 'trouble', reason: 'timed-out' }],
  ['a reset', 'reset', { kind: 'trouble', reason: 'unavailable' }],
  ['silence', 'silence', { kind: 'trouble', reason: 'timed-out' }],
];

test.each(TROUBLES)('%s is read as what it is', async (_what, reply, expected) => {
  // Prepare
  const { marketplace, server, log } = await open(
    { [GET]: reply },
    { now, limits: { ...limitsFor(reply), answerBytes: 4000 } },
  );

  // Act
  const outcome = await marketplace.observe('vm', OPERATION);

  // Assess
  expect(outcome).toMatchObject(expected);
  expect(server.received).toHaveLength(1);
  expect(log).toHaveBeenCalledTimes('reason' in expected && expected.reason === 'not-understood' ? 1 : 0);
});

test('too much is known by its announced length, and too much in chunks as well', async () => {
  const { marketplace } = await open(
    { [GET]: { status: 200, stalledAfter: 'x'.repeat(5000) } },
    { limits: { answerBytes: 4000 } },
  );
  expect(await marketplace.observe('vm', OPERATION)).toMatchObject({ kind: 'trouble', reason: 'not-understood' });
});

describe('a 401', () => {
  test('reads the secret again and looks again', async () => {
    const { marketplace, server } = await open({ [GET]: [{ status: 401 }, { status: 200, body: SAMPLE }] });
    expect(await marketplace.observe('vm', OPERATION)).toMatchObject({ kind: 'observed' });
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  });

  test('that stays is trouble, not the end', async () => {
    const { marketplace, server } = await open({ [GET]: { status: 401 } });
    expect(await marketplace.observe('vm', OPERATION)).toMatchObject({ kind: 'trouble', reason: 'unauthorized' });
    expect(server.received).toHaveLength(2);
  });
});

test('credentials that are refused in the wait are trouble, not the end', async () => {
  const { marketplace, server } = await open(
    {},
    { tokens: [{ kind: 'refused', cause: { code: 'CredentialsMissing', message: 'no secret' } }] },
  );
  expect(await marketplace.observe('vm', OPERATION)).toEqual({
    kind: 'trouble',
    reason: 'unauthorized',
    message: 'no secret',
  });
  expect(server.received).toEqual([]);
});

test('a token that cannot be got is trouble', async () => {
  const { marketplace } = await open({}, { tokens: [{ kind: 'unavailable', message: 'away', retryAfterSeconds: 3 }] });
  expect(await marketplace.observe('vm', OPERATION)).toEqual({
    kind: 'trouble',
    reason: 'unavailable',
    message: 'away',
    retryAfterSeconds: 3,
  });
});
