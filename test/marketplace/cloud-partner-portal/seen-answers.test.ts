import { inTime } from '../http/in-time.ts';
import { closeServers, open, type Reply } from './scripted-server.ts';

/**
 * Answers in the forms that other clients of this API have met or expect (devigned/pub, SUSE's mash and azure-img-utils) and
 * that the documentation prints; the values are our own.
 */
afterEach(closeServers);

const OFFER = '/api/publishers/contoso/offers/vm';
const ID = '0c6b0d0e-7a54-4a0c-9a6f-3d1b7f0e5a21';
const REF = `${OFFER}/operations/${ID}?api-version=2017-10-31`;

const ok = (body: unknown): Reply => ({ status: 200, body });

const DOCUMENTED_STEPS = [
  {
    estimatedTimeFrame: '< 15 min',
    id: 'displaydummycertify',
    stepName: 'Validate Pre-Requisites',
    status: 'complete',
    messages: [{ messageHtml: 'Step completed.', level: 'information', timestamp: '2017-03-28T19:50:36.500052Z' }],
    progressPercentage: 100,
  },
  {
    estimatedTimeFrame: '< 5 day',
    id: 'displaycertify',
    stepName: 'Certification',
    status: 'blocked',
    messages: [{ messageHtml: 'No image was found.', level: 'error', timestamp: '2017-03-28T19:50:39.5506018Z' }],
    progressPercentage: 0,
  },
  { id: 'publisher-signoff', stepName: 'Publisher signoff', status: 'notStarted', messages: [] },
  { estimatedTimeFrame: '~2-5 days', id: 'live', stepName: 'Live', status: 'notStarted', messages: [] },
];
const DOCUMENTED = {
  status: 'running',
  messages: [],
  publishingVersion: 2,
  offerVersion: 1,
  cancellationRequestState: 'canCancel',
  steps: DOCUMENTED_STEPS,
  previewLinks: [],
  liveLinks: [],
};
const blockedAtCertification = {
  state: 'running',
  version: '2',
  cancelable: true,
  reach: 'preview',
  steps: [{}, { status: 'blocked' }, {}, {}],
};
const link = 'https://azuremarketplace.microsoft.com/apps/contoso.vm';

test.each<[string, unknown, object]>([
  ['the documented sample, an array', [DOCUMENTED], blockedAtCertification],
  ['the same as an object', DOCUMENTED, blockedAtCertification],
  ['a word and no more', { status: 'running' }, { state: 'running' }],
  ['complete', { status: 'complete' }, { state: 'succeeded' }],
  ['failed', { status: 'failed' }, { state: 'failed' }],
  ['canceled', { status: 'canceled' }, { state: 'canceled' }],
  [
    'a step in progress',
    { status: 'running', steps: [{ status: 'inProgress', stepName: 'Copying', progressPercentage: 40 }] },
    { steps: [{ status: 'running', name: 'Copying', progress: 40 }] },
  ],
  [
    'links of Go clients',
    { status: 'completed', liveLinks: [{ displayText: 'VM', uri: link }] },
    { liveLinks: [link] },
  ],
  [
    'the same, capitalised',
    { status: 'completed', liveLinks: [{ DisplayText: 'VM', Uri: link }] },
    { liveLinks: [link] },
  ],
])('reads an operation: %s', async (_what, body, operation) => {
  const { marketplace } = await open({ [`GET ${OFFER}/operations/${ID}`]: ok(body) });

  expect(await marketplace.observe('vm', REF)).toMatchObject({ kind: 'observed', operation });
});

const LISTED = {
  id: ID,
  offerId: '5d3c1a34-8e0f-4b62-8f0a-2f6e4f1f2b11',
  offerTypeId: 'microsoft-azure-virtualmachines',
  publisherId: 'contoso',
  submissionType: 'publish',
  submissionState: 'running',
  publishingVersion: 2,
  slot: 'staging',
  definition: { metadata: { emails: 'jane@contoso.example' } },
  changedTime: '2018-03-26T21:46:01.179948Z',
};
const WAITS = { status: 'running', steps: [{ stepName: 'publisher-signoff', status: 'waitingForPublisherReview' }] };
const WAITS_IN_LIST = {
  ...WAITS,
  publishingVersion: 2,
  steps: [...WAITS.steps, { stepName: 'live', status: 'notStarted' }],
};
const LIVE_BY_STATUS = {
  status: 'succeeded',
  messages: [],
  steps: [
    { id: 'displaycertify', status: 'notStarted', messages: [] },
    { id: 'publisher-signoff', status: 'complete' },
    { id: 'live', status: 'complete' },
  ],
};
const slot = (version: number, more: object = {}) =>
  ok({
    offerTypeId: 'x',
    publisherId: 'contoso',
    status: 'neverPublished',
    id: 'guid',
    version,
    definition: {},
    ...more,
  });

test.each<[string, { status: unknown; list?: unknown; operation?: unknown; preview?: Reply }, object]>([
  ['what is live', { status: LIVE_BY_STATUS }, { status: 'succeeded', running: [] }],
  [
    'a publish in certification',
    { status: { status: 'running' }, list: [LISTED], operation: [DOCUMENTED] },
    { running: [{ operationId: ID, version: '2', reach: 'preview' }] },
  ],
  ['running, waiting for its go-live', { status: WAITS }, { status: 'waiting-for-publisher', running: [] }],
  [
    'running, waiting for its go-live, and listed',
    { status: WAITS, list: [LISTED], operation: WAITS_IN_LIST },
    { status: 'waiting-for-publisher', running: [{ operationId: ID, reach: 'sign-off' }] },
  ],
  [
    'a list that calls a go-live one',
    {
      status: { status: 'running' },
      list: [{ ...LISTED, submissionType: 'GoLive' }],
      operation: { status: 'running', publishingVersion: 2, steps: [] },
    },
    { running: [{ operationId: ID, version: '2', reach: 'live' }] },
  ],
  [
    'a list that took no notice of its filter',
    {
      status: { status: 'WaitingForPublisherReview' },
      list: ['completed', 'failed', 'canceled'].map((submissionState, at) => ({
        ...LISTED,
        id: `${at}`,
        submissionState,
      })),
    },
    { status: 'waiting-for-publisher', running: [] },
  ],
  [
    'a slot with members of a later portal',
    { status: { status: 'WaitingForPublisherReview' }, preview: slot(5, { isvUpgradeRequest: false }) },
    { preview: { kind: 'holds', version: '5' } },
  ],
])('reads an offer: %s', async (_what, { status, list, operation, preview }, offer) => {
  const { marketplace } = await open({
    [`GET ${OFFER}/submissions/`]: ok(list ?? []),
    [`GET ${OFFER}/operations/${ID}`]: ok(operation),
    [`GET ${OFFER}/status`]: ok(status),
    [`GET ${OFFER}/slot/Production`]: slot(1),
    [`GET ${OFFER}/slot/Preview`]: preview ?? slot(2),
  });

  expect(await marketplace.inspect('vm')).toMatchObject({ kind: 'inspected', offer });
});

const notVersioned = `${OFFER}/operations/${ID}`;

test.each<[string, number, (origin: string) => Record<string, string>, string]>([
  ['an absolute Operation-Location', 202, (origin) => ({ 'operation-location': origin + notVersioned }), ID],
  ['a relative Operation-Location', 202, () => ({ 'operation-location': REF }), ID],
  ['a relative Location', 202, () => ({ location: REF }), ID],
  [
    'the Location of an offer that was not migrated',
    202,
    () => ({ location: '/api/operations/contoso$vm$2$preview?api-version=2017-10-31' }),
    'contoso$vm$2$preview',
  ],
  ['200 with a Location', 200, () => ({ location: REF }), ID],
])('takes for accepted: %s', async (_what, status, headersAt, operationId) => {
  const reply = { status, headers: {} as Record<string, string> };
  const { marketplace, server } = await open({ [`POST ${OFFER}/golive`]: reply });
  Object.assign(reply.headers, headersAt(server.origin));

  expect(await marketplace.submit('vm', { version: '2' }, inTime)).toMatchObject({ kind: 'accepted', operationId });
});

test.each([
  [404, 'NotFound', 'There is no Staging slot deployed for Offer ID vm', 'NoPreview'],
  [400, 'InvalidAPIVersion', 'Invalid api version. Allowed values are [2016-08-01-preview]', 'ContractChanged'],
])('takes for refused: %d %s', async (status, code, message, ours) => {
  const { marketplace } = await open({ [`POST ${OFFER}/golive`]: { status, body: { error: { code, message } } } });

  expect(await marketplace.submit('vm', { version: '2' }, inTime)).toMatchObject({
    kind: 'refused',
    cause: { code: ours },
  });
});
