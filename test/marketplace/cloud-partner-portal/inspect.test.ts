import { closeServers, open, type Reply, type Script } from './scripted-server.ts';

afterEach(closeServers);

/** As in the documentation's samples; JSON numbers of this size lose their last digits. */
const TOO_LARGE = Number('636576975611768314');

const OFFER = '/api/publishers/contoso/offers/vm';

function script(
  replies: { status?: Reply; preview?: Reply; production?: Reply; list?: Reply } & Record<string, Reply>,
): Script {
  const { status, preview, production, list, ...others } = replies;
  return {
    [`GET ${OFFER}/status`]: status ?? { status: 200, body: { status: 'WaitingForPublisherReview' } },
    [`GET ${OFFER}/slot/Preview`]: preview ?? {
      status: 200,
      body: { id: 'vm', version: 5, definition: { sas: 'sig=CANARY' } },
    },
    [`GET ${OFFER}/slot/Production`]: production ?? { status: 404 },
    [`GET ${OFFER}/submissions/`]: list ?? { status: 200, body: [] },
    ...others,
  };
}

test('reads status, slots and running operations, and keeps nothing of the definition', async () => {
  // Prepare
  const { marketplace } = await open(script({}));

  // Act
  const outcome = await marketplace.inspect('vm');

  // Assess
  expect(outcome).toEqual({
    kind: 'inspected',
    offer: {
      status: 'waiting-for-publisher',
      statusWord: 'WaitingForPublisherReview',
      preview: { kind: 'holds', version: '5' },
      production: { kind: 'empty' },
      running: [],
    },
  });
});

test('reads the list first, then the details of each, the status, production and, last, the preview', async () => {
  // Prepare
  const { marketplace, server } = await open(
    script({
      list: { status: 200, body: [{ id: 'op' }] },
      [`GET ${OFFER}/operations/op`]: { status: 200, body: { status: 'running', steps: [] } },
    }),
  );

  // Act
  await marketplace.inspect('vm');

  // Assess
  expect(server.received.map(({ url }) => url)).toEqual([
    `${OFFER}/submissions/?api-version=2017-10-31&status=running`,
    `${OFFER}/operations/op?api-version=2017-10-31`,
    `${OFFER}/status?api-version=2017-10-31`,
    `${OFFER}/slot/Production?api-version=2017-10-31`,
    `${OFFER}/slot/Preview?api-version=2017-10-31`,
  ]);
});

describe('how far a running operation has come', () => {
  const list: Reply = {
    status: 200,
    body: [{ id: 'op', submissionState: 'running', publishingVersion: 2, version: TOO_LARGE }],
  };
  const at = (signOff: string | undefined, live: string | undefined): Reply => ({
    status: 200,
    body: {
      status: 'running',
      steps: [
        ...(signOff === undefined ? [] : [{ id: 'publisher-signoff', status: signOff }]),
        ...(live === undefined ? [] : [{ id: 'live', status: live }]),
      ],
    },
  });

  test('is told by steps that have names alone', async () => {
    const steps = [{ stepName: 'publisher-signoff', status: 'waitingForPublisherReview' }, { stepName: 'live' }];
    const { marketplace } = await open(
      script({ list, [`GET ${OFFER}/operations/op`]: { status: 200, body: { status: 'running', steps } } }),
    );

    expect(await marketplace.inspect('vm')).toMatchObject({ offer: { running: [{ reach: 'sign-off' }] } });
  });

  test('is told by the list, where it calls a go-live one', async () => {
    const goLive: Reply = { status: 200, body: [{ id: 'op', submissionType: 'GoLive' }] };
    const reachOf = async (operation: Reply) => {
      const { marketplace } = await open(script({ list: goLive, [`GET ${OFFER}/operations/op`]: operation }));
      return marketplace.inspect('vm');
    };

    expect(await reachOf(at(undefined, undefined))).toMatchObject({ offer: { running: [{ reach: 'live' }] } });
    expect(await reachOf(at('WaitingForPublisherReview', undefined))).toMatchObject({
      offer: { running: [{ reach: 'sign-off' }] },
    });
  });

  test('is its end when it says itself that it is over', async () => {
    const { marketplace } = await open(
      script({ list, [`GET ${OFFER}/operations/op`]: { status: 200, body: { status: 'completed', steps: [] } } }),
    );

    expect(await marketplace.inspect('vm')).toMatchObject({
      offer: { running: [{ operationId: 'op', reach: 'ended' }] },
    });
  });

  test.each<[string, Reply, object]>([
    ['503', { status: 503 }, { kind: 'trouble', reason: 'unavailable' }],
    ['404', { status: 404 }, { kind: 'trouble', reason: 'unavailable' }],
    ['HTML', { status: 200, text: '<html/>' }, { kind: 'trouble', reason: 'not-understood' }],
    ['403', { status: 403 }, { kind: 'trouble', reason: 'unauthorized' }],
  ])('makes the look no look when it cannot be read (%s)', async (_what, operation, outcome) => {
    const { marketplace } = await open(script({ list, [`GET ${OFFER}/operations/op`]: operation }));

    expect(await marketplace.inspect('vm')).toMatchObject(outcome);
  });

  describe('one that is watched and not listed', () => {
    const watched = [{ operationId: 'old', ref: `${OFFER}/operations/old?api-version=2017-10-31` }];
    const look = async (old: Reply) => {
      const { marketplace } = await open(script({ [`GET ${OFFER}/operations/old`]: old }));
      return marketplace.inspect('vm', watched);
    };

    test('is running when its details say so', async () => {
      expect(await look(at('complete', 'running'))).toMatchObject({
        offer: { running: [{ operationId: 'old', reach: 'live' }] },
      });
    });

    test('does not run when it has ended or is not known', async () => {
      expect(await look({ status: 200, body: { status: 'failed', steps: [] } })).toMatchObject({
        offer: { running: [] },
      });
      expect(await look({ status: 404 })).toMatchObject({ offer: { running: [] } });
    });

    test('makes the look no look when it cannot be read', async () => {
      expect(await look({ status: 503 })).toMatchObject({ kind: 'trouble' });
    });
  });

  test.each([
    ['preview', at('notStarted', 'notStarted')],
    ['sign-off', at('WaitingForPublisherReview', undefined)],
    ['sign-off', at('WaitingForApproval', 'notStarted')],
    ['live', at('WaitingForPublisherReview', 'running')],
    ['preview', at('notStarted', 'blocked')],
    ['live', at('complete', 'notStarted')],
    ['live', at('Completed', undefined)],
    ['live', at('notStarted', 'inProgress')],
    ['unknown', at(undefined, undefined)],
  ])('is %s by its steps', async (reach, operation) => {
    const { marketplace } = await open(script({ list, [`GET ${OFFER}/operations/op`]: operation }));
    expect(await marketplace.inspect('vm')).toMatchObject({
      offer: {
        running: [{ operationId: 'op', ref: `${OFFER}/operations/op?api-version=2017-10-31`, version: '2', reach }],
      },
    });
  });
});

test('finds an operation of an offer that was not migrated, by the id its location has', async () => {
  const { marketplace } = await open(
    script({
      list: { status: 200, body: { value: [{ id: 'contoso$vm$2$preview' }] } },
      'GET /api/operations/contoso$vm$2$preview': {
        status: 200,
        body: [{ status: 'running', publishingVersion: 7, steps: [] }],
      },
    }),
  );
  expect(await marketplace.inspect('vm')).toMatchObject({
    offer: {
      running: [
        {
          operationId: 'contoso$vm$2$preview',
          ref: '/api/operations/contoso$vm$2$preview?api-version=2017-10-31',
          version: '7',
        },
      ],
    },
  });
});

test('leaves out operations that the list itself calls ended', async () => {
  const { marketplace } = await open(
    script({ list: { status: 200, body: [{ id: 'a', submissionState: 'completed' }] } }),
  );
  expect(await marketplace.inspect('vm')).toMatchObject({ offer: { running: [] } });
});

const SLOTS: [string, Reply, object][] = [
  ['cannot be read (503)', { status: 503 }, { kind: 'trouble', reason: 'unavailable' }],
  ['cannot be read (HTML)', { status: 200, text: '<html/>' }, { kind: 'trouble', reason: 'not-understood' }],
  ['has no version', { status: 200, body: { id: 'vm' } }, { kind: 'trouble', reason: 'not-understood' }],
  [
    'has a version too large to be exact',
    { status: 200, text: '{"version":636576975611768314}' },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'is larger than the limit',
    { status: 200, body: { version: 3, definition: 'x'.repeat(5000) } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  ['may not be read', { status: 403 }, { kind: 'refused', cause: { code: 'PublisherAccessDenied' } }],
  [
    'redirects elsewhere',
    { status: 302, headers: { location: 'https://elsewhere.example/' } },
    { kind: 'refused', cause: { code: 'ContractChanged' } },
  ],
];

describe.each(['preview', 'production'])('%s', (slot) => {
  test.each(SLOTS)(
    'a slot that %s makes the look no look: it is never taken for empty',
    async (_what, reply, outcome) => {
      const { marketplace } = await open(script({ [slot]: reply }), { limits: { answerBytes: 4000 } });

      expect(await marketplace.inspect('vm')).toMatchObject(outcome);
    },
  );
});

test('a slot holds a version, or is empty when the marketplace says so', async () => {
  const { marketplace } = await open(
    script({ production: { status: 200, body: { version: 3 } }, preview: { status: 404 } }),
  );

  expect(await marketplace.inspect('vm')).toMatchObject({
    offer: { production: { kind: 'holds', version: '3' }, preview: { kind: 'empty' } },
  });
});

test('an offer that is called running while its sign-off waits for the publisher waits for the publisher', async () => {
  const status = (...steps: object[]): Reply => ({ status: 200, body: { status: 'running', steps } });
  const waits = { stepName: 'publisher-signoff', status: 'waitingForPublisherReview' };
  const look = async (reply: Reply) => (await open(script({ status: reply }))).marketplace.inspect('vm');

  expect(await look(status(waits, { id: 'live', status: 'notStarted' }))).toMatchObject({
    offer: { status: 'waiting-for-publisher', statusWord: 'running' },
  });
  expect(await look(status(waits, { id: 'live', status: 'running' }))).toMatchObject({ offer: { status: 'running' } });
  expect(await look(status())).toMatchObject({ offer: { status: 'running' } });
});

const nothing: Reply = { status: 404 };

const WHOLE: [string, Parameters<typeof script>[0], object][] = [
  [
    'no status, nothing in a slot',
    { status: nothing, preview: nothing },
    { kind: 'refused', cause: { code: 'OfferNotFound' } },
  ],
  ['no status, but a version in preview', { status: nothing }, { kind: 'trouble', reason: 'not-understood' }],
  [
    'a status that is away',
    { status: { status: 503, headers: { 'retry-after': '4' } } },
    { kind: 'trouble', reason: 'unavailable', retryAfterSeconds: 4 },
  ],
  [
    'a throttled list',
    { list: { status: 429, headers: { 'retry-after': '6' } } },
    { kind: 'trouble', reason: 'throttled', retryAfterSeconds: 6 },
  ],
  ['no list of a published offer', { list: nothing }, { kind: 'trouble', reason: 'not-understood' }],
  [
    'no list of an offer never published',
    { status: { status: 200, body: { status: 'NeverPublished' } }, list: nothing, preview: nothing },
    { kind: 'inspected', offer: { running: [] } },
  ],
  [
    'a list with something unreadable',
    { list: { status: 200, body: [{ id: 'a' }, { no: 'id' }] } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'a list that is none',
    { list: { status: 200, body: { error: 'x' } } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'a status that is none',
    { status: { status: 200, body: 'succeeded' } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'a status sample that is no JSON',
    { status: { status: 200, text: '{"status": "succeeded"",}' } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'no access',
    { status: { status: 403, body: { error: { message: 'not yours' } } } },
    { kind: 'refused', cause: { code: 'PublisherAccessDenied', message: 'not yours' } },
  ],
  ['no access to the list', { list: { status: 403 } }, { kind: 'refused', cause: { code: 'PublisherAccessDenied' } }],
  ['rejected credentials', { status: { status: 401 } }, { kind: 'refused', cause: { code: 'CredentialsRejected' } }],
  [
    'a status elsewhere',
    { status: { status: 302, headers: { location: 'https://elsewhere.example/' } } },
    { kind: 'refused', cause: { code: 'ContractChanged' } },
  ],
  [
    'a status word never seen',
    { status: { status: 200, body: [{ status: 'Baking' }] } },
    { kind: 'inspected', offer: { status: 'unknown', statusWord: 'Baking' } },
  ],
];

test.each(WHOLE)('%s decides about the whole', async (_what, replies, expected) => {
  const { marketplace } = await open(script(replies));
  expect(await marketplace.inspect('vm')).toMatchObject(expected);
});

test('credentials that are missing are a refusal before anything was asked', async () => {
  const cause = { code: 'CredentialsMissing' as const, message: 'no secret' };
  const { marketplace, server } = await open({}, { tokens: [{ kind: 'refused', cause }] });
  expect(await marketplace.inspect('vm')).toEqual({ kind: 'refused', cause });
  expect(server.received).toEqual([]);
});

test('ids are encoded into the path', async () => {
  const { marketplace, server } = await open({});
  await marketplace.inspect('a/../b?x');
  expect(server.received.every(({ url }) => url.startsWith('/api/publishers/contoso/offers/a%2F..%2Fb%3Fx/'))).toBe(
    true,
  );
});
