import { inTime } from '../http/in-time.ts';
import {
  CANCEL,
  CONFIGURE,
  certificationErrors,
  closeServers,
  DRAFT,
  entry,
  J,
  job,
  LIST,
  list,
  open,
  P,
  PRODUCT,
  products,
  type Reply,
  S1,
  S2,
  STATUS,
} from './scripted-ingestion.ts';

/**
 * Answers in the forms that other clients of this API have met or expect (cloudpub, azure-img-utils, AlmaLinux and the Azure
 * CLI) and that the documentation prints; the values are our own.
 */
afterEach(closeServers);

const NOW = new Date('2022-03-01T18:00:00Z');
const REF = `submission/${P}/${S2}`;
const ended = { jobEnd: '2022-03-01T17:34:21.5225132Z' };

const old = entry('live', S1, 'completed/succeeded');
const waits = list(old, entry('preview', S2, 'completed/succeeded'));
const goesLive = list(old, entry('live', S2, 'running/pending'));
const isLive = list(entry('live', S2, 'completed/succeeded'));
const hasFailed = list(old, entry('live', S2, 'completed/failed'));

const failed = (...errors: object[]) => job('completed', 'failed', { ...ended, errors });
const within = (code: string, message: string) => ({ code, message, details: [] });
const conflict = (...details: object[]) => ({ code: 'conflict', message: 'Error', details });
const { jobId: _, ...unnamed } = job('notStarted', 'pending').body as Record<string, unknown>;

test.each<[string, Reply, Reply, string, RegExp?]>([
  ['not started', job('notStarted', 'pending', ended), goesLive, 'running'],
  ['running, with an end in the past', job('running', 'pending', ended), goesLive, 'running'],
  ['succeeded', job('completed', 'succeeded', ended), isLive, 'succeeded'],
  ['running, ended in the year 1', job('running', 'pending'), goesLive, 'running'],
  ['succeeded, ended in the year 1', job('completed', 'succeeded'), isLive, 'succeeded'],
  ['ended on a date without a time', job('notStarted', 'pending', { jobEnd: '0001-01-01' }), goesLive, 'running'],
  ['a jobID', { status: 200, body: { ...unnamed, jobID: J } }, goesLive, 'running'],
  [
    'cancelled, its start malformed',
    job('completed', 'cancelled', { ...ended, jobStart: '2022-03-01-T13:32:43.123456Z' }),
    waits,
    'canceled',
  ],
  [
    'two errors, no start',
    {
      status: 200,
      body: {
        jobId: J,
        jobStatus: 'completed',
        jobResult: 'failed',
        errors: [within('invalidState', 'One.'), within('invalidState', 'Two.')],
      },
    },
    waits,
    'failed MarketplaceFailed',
    /One. Two./,
  ],
  [
    'a conflict around a resource that is not valid',
    failed(conflict(within('invalidResource', 'The plan is not valid.'))),
    waits,
    'failed ValidationFailed',
    /The plan is not valid/,
  ],
  [
    'a conflict that tells of a draft that is not valid',
    failed({ code: 'Conflict', message: 'The end date should be defined' }),
    waits,
    'failed ValidationFailed',
    /end date/,
  ],
  [
    'the same while something runs',
    failed({ code: 'Conflict', message: 'The end date should be defined' }),
    list(old, entry('preview', S2, 'running/pending')),
    'failed OperationConflict',
  ],
  ['a conflict without a word', failed({ code: 'conflict' }), waits, 'failed OperationConflict'],
  [
    'a conflict with another change',
    failed({ code: 'conflict', message: 'Another update is running.' }),
    waits,
    'failed OperationConflict',
  ],
  [
    'a conflict with a submission in progress',
    failed(conflict({ code: 'invalidState', message: 'An In Progress submission already exists' })),
    waits,
    'failed OperationConflict',
  ],
  [
    'a conflict with a newer preview',
    failed(conflict(within('invalidState', 'The submission cannot be pushed to as its not the latest'))),
    waits,
    'failed PreviewChanged',
  ],
  [
    'a setting that cannot be taken back',
    failed(conflict(within('businessValidationError', 'SupportsNVMe property has already been enabled'))),
    waits,
    'failed ValidationFailed',
  ],
  [
    'an image that cannot be taken back',
    failed(conflict(within('businessValidationError', "Cannot delete image '1.0.1' as it is already published"))),
    waits,
    'failed ValidationFailed',
  ],
  [
    'no preview to go live from',
    failed(
      conflict(
        within('businessValidationError', "Expected a submission id that isn't null or 0 since target type is Live"),
      ),
    ),
    waits,
    'failed NoPreview',
  ],
  [
    'certification, three levels deep',
    failed(...certificationErrors()),
    hasFailed,
    'failed CertificationFailed',
    /Issues found/,
  ],
  [
    'certification, its details an object',
    failed({ code: 'internalServerError', message: 'Certification failed.', details: {} }),
    hasFailed,
    'failed CertificationFailed',
  ],
])('reads a job: %s', async (_what, status, submissions, expected, words = /(?:)/) => {
  const { marketplace } = await open({ [STATUS]: status, [LIST]: submissions }, { now: NOW });

  const outcome = await marketplace.observe('vm', `${REF}/configure/${J}`);

  const { state, failure } = outcome.kind === 'observed' ? outcome.operation : { state: outcome.kind };
  expect([state, failure?.code].filter(Boolean).join(' ')).toBe(expected);
  expect(failure?.message ?? '').toMatch(words);
});

const refused = (code: string) => ({ kind: 'refused', cause: { code } });
const error = (code: string, message: string, details?: object[]) => ({ error: { code, message, details } });
const RETIRED = 'https://product-ingestion.azureedge.net/schema/configure/2022-03-01-preview2';

test.each<[string, Reply, object]>([
  ['a job that runs', { ...job('running', 'pending'), status: 202 }, { kind: 'accepted' }],
  ['a job with a jobID', { status: 202, body: { ...unnamed, jobID: J } }, { kind: 'accepted' }],
  [
    'a document that is not valid',
    {
      status: 400,
      body: error('badRequest', 'Invalid configuration: schema validation failed', [
        within('schemaValidationError', 'Schema validation failed for schema https://example.test'),
      ]),
    },
    refused('ContractChanged'),
  ],
  ['a 502 without a body', { status: 502 }, { kind: 'unknown' }],
  [
    'a schema on the retired host',
    { status: 400, body: error('badRequest', `Schema ${RETIRED} could not be accessed`) },
    refused('ContractChanged'),
  ],
])('reads the answer to a go-live: %s', async (_what, reply, outcome) => {
  const { marketplace } = await open({ [CONFIGURE]: reply });

  expect(await marketplace.submit('vm', { version: S2, ref: REF }, inTime)).toMatchObject(outcome);
});

test.each<[string, Reply, object]>([
  [
    'a job that is cancelled',
    { status: 200, body: { ...unnamed, jobID: J, jobStatus: 'completed', jobResult: 'cancelled' } },
    { kind: 'canceled' },
  ],
  [
    'a refusal of what is over',
    { status: 400, body: error('badRequest', 'Cannot cancel job, job has already completed.', []) },
    { kind: 'too-late' },
  ],
])('reads the answer to a cancel: %s', async (_what, reply, outcome) => {
  const { marketplace } = await open({ [CANCEL]: reply });
  const operation = { operationId: `${S2}:live`, version: S2, ref: `${REF}/configure/${J}` };

  expect(await marketplace.cancel('vm', operation, { notificationEmails: [], inTime })).toMatchObject(outcome);
});

const inspected = (offer: object) => ({ kind: 'inspected', offer });
const product = (id: string, identity: object) => ({ id: `product/${id}`, identity, type: 'azureVirtualMachine' });

test.each<[string, Reply, Reply, object]>([
  [
    'a product under a schema on the retired host',
    { status: 200, body: { value: [{ $schema: RETIRED, ...product(P, { externalId: 'vm' }) }] } },
    waits,
    inspected({ status: 'waiting-for-publisher', preview: { version: S2 }, production: { version: S1 } }),
  ],
  ['a filter without effect, ours not among them', products('one', 'two', 'three'), waits, refused('OfferNotFound')],
  [
    'an externalID',
    { status: 200, body: { value: [product(P, { externalID: 'vm' })] } },
    waits,
    inspected({ preview: { version: S2 } }),
  ],
  [
    'a filter without effect, and an externalID',
    { status: 200, body: { value: [product('1234', { externalID: 'other' }), product(P, { externalID: 'VM' })] } },
    waits,
    inspected({ preview: { version: S2 } }),
  ],
  [
    'the draft of a mistyped product',
    products('vm'),
    {
      status: 200,
      body: {
        value: [{ ...DRAFT, id: `submission/${P.slice(0, -1)}/0` }, old, entry('preview', S2, 'completed/succeeded')],
      },
    },
    inspected({ status: 'waiting-for-publisher', production: { version: S1 } }),
  ],
  [
    'a preview that runs',
    products('vm'),
    list(entry('preview', S2, 'running/pending'), old),
    inspected({ status: 'running', running: [{ version: S2, reach: 'preview' }] }),
  ],
  [
    'no ids but 0',
    products('vm'),
    list(entry('preview', '0', 'completed/succeeded'), entry('live', '0', 'completed/succeeded')),
    inspected({ status: 'succeeded' }),
  ],
  [
    'one id in preview and live',
    products('vm'),
    list(entry('preview', S2, 'completed/succeeded'), entry('live', S2, 'completed/succeeded')),
    inspected({ status: 'succeeded', preview: { version: S2 }, production: { version: S2 } }),
  ],
  [
    'two live entries, the new one running',
    products('vm'),
    goesLive,
    inspected({ status: 'running', production: { version: S1 }, running: [{ version: S2, reach: 'live' }] }),
  ],
  [
    'two live entries, the new one failed, nothing in preview',
    products('vm'),
    hasFailed,
    inspected({ status: 'failed', production: { version: S1 }, running: [] }),
  ],
  [
    'a first go-live',
    products('vm'),
    list(entry('live', S2, 'running/pending')),
    inspected({ status: 'running', production: { kind: 'empty' }, running: [{ version: S2, reach: 'live' }] }),
  ],
  [
    'a product without a list',
    products('vm'),
    { status: 404, body: error('notFound', 'Not found.', []) },
    { kind: 'trouble', reason: 'not-understood' },
  ],
  [
    'a token for another audience',
    { status: 401, body: error('InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.') },
    waits,
    refused('CredentialsRejected'),
  ],
  [
    'a submission of a newer schema',
    products('vm'),
    list({ ...entry('preview', S2, 'completed/succeeded'), ...{ sources: [{ module: 'all', branch: 'main' }] } }),
    inspected({ status: 'waiting-for-publisher', preview: { version: S2 } }),
  ],
])('reads an offer: %s', async (_what, product, submissions, outcome) => {
  const { marketplace } = await open({ [PRODUCT]: product, [LIST]: submissions });

  expect(await marketplace.inspect('vm')).toMatchObject(outcome);
});
