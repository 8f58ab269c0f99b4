import {
  closeServers,
  DRAFT,
  entry,
  LIST,
  list,
  open,
  P,
  PRODUCT,
  products,
  type Reply,
  S1,
  S2,
} from './scripted-ingestion.ts';

afterEach(closeServers);

const waiting = entry('preview', S2, 'completed/succeeded');
const live1 = entry('live', S1, 'completed/succeeded');
const live = (version: string) => ({ kind: 'holds', version });
const holds = (version: string) => ({ kind: 'holds', version, ref: `submission/${P}/${version}` });
const empty = { kind: 'empty' };
const toLive = (submissionId: string) => ({
  operationId: `${submissionId}:live`,
  ref: `submission/${P}/${submissionId}`,
  version: submissionId,
  reach: 'live',
});
const toPreview = { operationId: `${S2}:preview`, ref: `submission/${P}/${S2}`, version: S2, reach: 'preview' };

const OFFERS: [string, ReturnType<typeof entry>[], string, object, object, object[]][] = [
  ['a draft alone', [], 'never-published', empty, empty, []],
  ['a first preview that waits', [waiting], 'waiting-for-publisher', holds(S2), empty, []],
  ['a preview that waits beside the live one', [live1, waiting], 'waiting-for-publisher', holds(S2), live(S1), []],
  ['the same in another order', [waiting, live1], 'waiting-for-publisher', holds(S2), live(S1), []],
  ['live alone', [live1], 'succeeded', holds(S1), live(S1), []],
  [
    'one submission for preview and live',
    [entry('preview', S1, 'completed/succeeded'), live1],
    'succeeded',
    holds(S1),
    live(S1),
    [],
  ],
  [
    'a preview under way',
    [live1, entry('preview', S2, 'running/pending')],
    'running',
    holds(S2),
    live(S1),
    [toPreview],
  ],
  ['a first go-live under way', [entry('live', S2, 'running/pending')], 'running', holds(S2), empty, [toLive(S2)]],
  [
    'two live entries, the old one and the one under way',
    [live1, entry('live', S2, 'notStarted/pending')],
    'running',
    holds(S2),
    live(S1),
    [toLive(S2)],
  ],
  [
    'the submission as preview and under way to live',
    [live1, waiting, entry('live', S2, 'running/pending')],
    'running',
    holds(S2),
    live(S1),
    [toLive(S2)],
  ],
  ['a preview that failed', [live1, entry('preview', S2, 'completed/failed')], 'failed', empty, live(S1), []],
  [
    'a go-live that failed, its preview gone',
    [live1, entry('live', S2, 'completed/failed')],
    'failed',
    empty,
    live(S1),
    [],
  ],
  [
    'a go-live that failed, its preview still there',
    [live1, waiting, entry('live', S2, 'completed/failed')],
    'failed',
    holds(S2),
    live(S1),
    [],
  ],
  [
    'a newer preview after a go-live that failed',
    [waiting, entry('live', S1, 'completed/failed')],
    'waiting-for-publisher',
    holds(S2),
    empty,
    [],
  ],
  [
    'a preview that waits while an older one goes live',
    [waiting, entry('live', S1, 'running/pending')],
    'running',
    holds(S2),
    empty,
    [toLive(S1)],
  ],
  [
    'something that goes elsewhere',
    [waiting, entry('flight', S1, 'running/pending')],
    'running',
    holds(S2),
    empty,
    [{ operationId: `${S1}:flight`, ref: `submission/${P}/${S1}`, version: S1, reach: 'unknown' }],
  ],
  [
    'other spellings',
    [entry('Live', S1, 'Completed/Succeeded'), entry('PREVIEW', S2, 'COMPLETED/Succeeded')],
    'waiting-for-publisher',
    holds(S2),
    live(S1),
    [],
  ],
  [
    'a status word never seen before',
    [live1, entry('preview', S2, 'reticulating/pending')],
    'running',
    holds(S2),
    live(S1),
    [toPreview],
  ],
];

test.each(OFFERS)('sees %s', async (_what, entries, status, preview, production, running) => {
  const { marketplace, log } = await open({ [LIST]: list(...entries) });

  const outcome = await marketplace.inspect('vm');

  expect(outcome).toEqual({
    kind: 'inspected',
    offer: { status, statusWord: expect.any(String), preview, production, running },
  });
  expect(log).not.toHaveBeenCalled();
});

test('asks for the product by its external id, then for its submissions, in the version it understands', async () => {
  const { marketplace, server } = await open({ [LIST]: list(waiting) });

  await marketplace.inspect('vm');

  expect(server.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `${PRODUCT}?externalId=vm&$version=2022-03-01-preview3`,
    `${LIST}?$version=2022-03-01-preview2`,
  ]);
  expect(server.received[0]?.headers).toMatchObject({ authorization: 'Bearer first', accept: 'application/json' });
});

test('reads every page, on its own origin', async () => {
  // Prepare: the origin is known only after the server listens.
  const first = { value: [DRAFT] as unknown[], '@nextLink': '' };
  const { marketplace, server } = await open({ [LIST]: [{ status: 200, body: first }, list(waiting, live1)] });
  first['@nextLink'] = `${server.origin}${LIST.slice(4)}?continuationToken=1&$version=2022-03-01-preview2`;

  // Act
  const outcome = await marketplace.inspect('vm');

  // Assess
  expect(outcome).toMatchObject({ offer: { preview: holds(S2), production: live(S1) } });
  expect(server.received.at(-1)?.url).toContain('continuationToken=1');
});

test('stops at a list without an end', async () => {
  const { marketplace, server } = await open({
    [LIST]: { status: 200, body: { value: [], '@nextLink': `${LIST.slice(4)}?continuationToken=1` } },
  });

  expect(await marketplace.inspect('vm')).toMatchObject({ kind: 'trouble', reason: 'not-understood' });
  expect(server.received.length).toBeLessThan(60);
});

const UNREADABLE: [string, Record<string, Reply>, object][] = [
  ['no such product', { [PRODUCT]: products() }, { kind: 'refused', cause: { code: 'OfferNotFound' } }],
  [
    'the filter is ignored and only others come',
    { [PRODUCT]: products('vm2', 'other') },
    { kind: 'refused', cause: { code: 'OfferNotFound' } },
  ],
  ['two products of one id', { [PRODUCT]: products('vm', 'VM') }, { kind: 'trouble', reason: 'not-understood' }],
  [
    'a product without a durable id',
    { [PRODUCT]: { status: 200, body: { value: [{ id: 'x' }] } } },
    { kind: 'trouble' },
  ],
  ['products are no list', { [PRODUCT]: { status: 200, body: {} } }, { kind: 'trouble', reason: 'not-understood' }],
  ['404 instead of products', { [PRODUCT]: { status: 404 } }, { kind: 'trouble', reason: 'not-understood' }],
  ['404 instead of submissions', { [LIST]: { status: 404 } }, { kind: 'trouble', reason: 'not-understood' }],
  [
    'an entry that cannot be read',
    { [LIST]: { status: 200, body: { value: [DRAFT, { id: 'submission/1', target: {} }] } } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'the next page is elsewhere',
    { [LIST]: { status: 200, body: { value: [], '@nextLink': 'https://elsewhere.example/rp' } } },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  ['503', { [LIST]: { status: 503, headers: { 'retry-after': '7' } } }, { kind: 'trouble', retryAfterSeconds: 7 }],
  ['429', { [PRODUCT]: { status: 429 } }, { kind: 'trouble', reason: 'throttled' }],
  ['403', { [PRODUCT]: { status: 403 } }, { kind: 'refused', cause: { code: 'PublisherAccessDenied' } }],
  [
    '401 in the form of the gateway',
    {
      [PRODUCT]: {
        status: 401,
        body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' } },
      },
    },
    { kind: 'refused', cause: { code: 'CredentialsRejected', marketplaceCode: 'InvalidAuthenticationToken' } },
  ],
  ['HTML', { [LIST]: { status: 200, text: '<html></html>' } }, { kind: 'trouble', reason: 'not-understood' }],
];

test.each(UNREADABLE)('says what it means for a look: %s', async (_what, script, outcome) => {
  const { marketplace, server } = await open({ [LIST]: list(waiting), ...script });

  expect(await marketplace.inspect('vm')).toMatchObject(outcome);
  expect(server.received.every(({ method }) => method === 'GET')).toBe(true);
});
