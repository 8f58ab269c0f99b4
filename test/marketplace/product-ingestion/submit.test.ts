import { inTime } from '../http/in-time.ts';
import {
  CONFIGURE,
  certificationErrors,
  closeServers,
  J,
  job,
  limitsFor,
  open,
  P,
  type Reply,
  S2,
} from './scripted-ingestion.ts';

afterEach(closeServers);

const submission = { version: S2, ref: `submission/${P}/${S2}` };
const REF = `submission/${P}/${S2}/configure/${J}`;
const accepted = (status: number): Reply => ({ ...job('running', 'pending'), status });

test('sends one POST with the submission, under schemas of its own choice, and nothing else', async () => {
  // Prepare
  const { marketplace, server } = await open({ [CONFIGURE]: accepted(202) });

  // Act
  const outcome = await marketplace.submit('vm', submission, inTime);

  // Assess
  expect(outcome).toEqual({ kind: 'accepted', operationId: `${S2}:live`, ref: REF });
  const posts = server.received.filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(1);
  expect(posts[0]?.url).toBe('/rp/product-ingestion/configure?$version=2022-03-01-preview2');
  expect(JSON.parse(posts[0]?.body ?? '')).toEqual({
    $schema: 'https://schema.mp.microsoft.com/schema/configure/2022-03-01-preview2',
    resources: [
      {
        $schema: 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2',
        id: `submission/${P}/${S2}`,
        product: `product/${P}`,
        target: { targetType: 'live' },
      },
    ],
  });
});

const ACCEPTED: [string, Reply][] = [
  ['a 200', accepted(200)],
  ['not started', { ...job('notStarted', 'pending'), status: 202 }],
  ['a word never seen before', { ...job('pending', ''), status: 202 }],
  ['over already', { ...job('completed', 'succeeded'), status: 202 }],
  ['jobID', { status: 202, body: { jobID: J, jobStatus: 'running', jobResult: 'pending' } }],
  ['odd dates', { ...job('running', 'pending', { jobStart: 'soon', jobEnd: '0001-01-01' }), status: 202 }],
];

test.each(ACCEPTED)('keeps the job of an answer that is %s', async (_what, reply) => {
  const { marketplace } = await open({ [CONFIGURE]: reply });

  expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({ kind: 'accepted', ref: REF });
});

const error = (code: string, message: string, ...details: object[]) => ({ error: { code, message, details } });
const detail = (code: string, message: string) => ({ code, message });
const OLD_HOST = 'https://product-ingestion.azureedge.net/schema/configure/2022-03-01-preview2';

const REFUSALS: [number, unknown, string, string][] = [
  [
    400,
    { error: detail('badRequest', `Schema ${OLD_HOST} could not be accessed`) },
    'ContractChanged',
    'could not be accessed',
  ],
  [
    400,
    error('badRequest', 'Schema validation failed for schema x: Required properties ["sources"] were not present #'),
    'ContractChanged',
    'sources',
  ],
  [
    400,
    error('badRequest', 'Invalid configuration', detail('schemaValidationError', 'The document is not valid.')),
    'ContractChanged',
    'The document is not valid.',
  ],
  [400, error('conflict', 'An In Progress submission already exists'), 'OperationConflict', 'already exists'],
  [400, error('badRequest', 'No.', detail('productLocked', 'Locked.')), 'OperationConflict', 'Locked.'],
  [400, error('badRequest', 'The submission cannot be pushed to as its not the latest'), 'PreviewChanged', 'latest'],
  [
    400,
    error('badRequest', "Expected a submission id that isn't null or 0 since target type is Live"),
    'NoPreview',
    'null or 0',
  ],
  [
    400,
    error('badRequest', 'No.', detail('businessValidationError', 'A logo is missing.')),
    'ValidationFailed',
    'logo',
  ],
  [
    400,
    error('conflict', 'Error message', detail('invalidResource', 'Failure for resource')),
    'ValidationFailed',
    'Failure for resource',
  ],
  [400, error('badRequest', 'Not this offer type.'), 'SubmissionRejected', 'offer type'],
  [
    400,
    { error: { code: 'badRequest', message: 'No.', details: detail('x', 'An object.') } },
    'SubmissionRejected',
    'An object.',
  ],
  [401, undefined, 'CredentialsRejected', '401'],
  [403, error('forbidden', 'An In Progress submission already exists'), 'PublisherAccessDenied', 'exists'],
  [404, error('notFound', 'No.', detail('resourceNotFound', 'No such product.')), 'OfferNotFound', 'No such product.'],
  [422, error('x', 'A logo is missing.'), 'ValidationFailed', 'logo'],
];

test.each(REFUSALS)('is refused by %d %j as %s', async (status, body, code, words) => {
  const { marketplace } = await open({ [CONFIGURE]: { status, body } });

  expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({
    kind: 'refused',
    cause: { code, message: expect.stringContaining(words) },
  });
});

test('is refused by a job that has failed already', async () => {
  const { marketplace } = await open({ [CONFIGURE]: job('completed', 'failed', { errors: certificationErrors() }) });

  expect(await marketplace.submit('vm', submission, inTime)).toEqual({
    kind: 'refused',
    cause: {
      code: 'CertificationFailed',
      message: 'Issues found during Certification.',
      marketplaceCode: 'internalServerError > invalidState',
    },
  });
});

const UNKNOWN: [string, Reply][] = [
  ['a 500', { status: 500 }],
  ['a 502 without a body', { status: 502 }],
  ['a 503 with Retry-After', { status: 503, headers: { 'retry-after': '5' } }],
  ['a 504', { status: 504 }],
  ['a 408', { status: 408 }],
  ['a 409, whose conflict may be with this very submission', { status: 409, body: error('conflict', 'exists') }],
  ['a 423', { status: 423, body: error('locked', 'locked') }],
  ['a 202 without a job', { status: 202, body: { jobStatus: 'running' } }],
  ['a 202 with a job that is no id', { status: 202, body: { jobId: '../x', jobStatus: 'running' } }],
  ['a 202 without a body', { status: 202 }],
  ['a 201', { status: 201, body: {} }],
  ['a redirect', { status: 307, headers: { location: '/rp/elsewhere' } }],
  ['a foreign redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }],
  ['a body that breaks off', { status: 202, brokenAfter: '{"jobId":' }],
  ['a reset', 'reset'],
  ['silence', 'silence'],
];

test.each(UNKNOWN)('does not know the outcome after %s, and posts once', async (_what, reply) => {
  const { marketplace, server } = await open({ [CONFIGURE]: reply }, { limits: limitsFor(reply) });

  expect(await marketplace.submit('vm', submission, inTime)).toEqual({
    kind: 'unknown',
    message: expect.stringMatching(/\w/),
  });
  expect(server.received.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('was not processed when throttled, and says until when', async () => {
  const { marketplace } = await open({ [CONFIGURE]: { status: 429, headers: { 'retry-after': '17' } } });

  expect(await marketplace.submit('vm', submission, inTime)).toMatchObject({ kind: 'not-sent', retryAfterSeconds: 17 });
});

test.each([[undefined], ['x'], ['https://elsewhere.example/']])('posts nothing for the reference %s', async (ref) => {
  const { marketplace, server } = await open({ [CONFIGURE]: accepted(202) });

  expect(await marketplace.submit('vm', { version: S2, ...(ref !== undefined && { ref }) }, inTime)).toMatchObject({
    kind: 'refused',
    cause: { code: 'ContractChanged' },
  });
  expect(server.received).toEqual([]);
});

test('looks nothing up before the POST', async () => {
  const { marketplace, server } = await open({ [CONFIGURE]: accepted(202) });

  await marketplace.submit('vm', submission, inTime);

  expect(server.received).toHaveLength(1);
});
