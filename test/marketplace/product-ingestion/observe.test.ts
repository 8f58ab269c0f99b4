import { inTime } from '../http/in-time.ts';
import {
  certificationErrors,
  closeServers,
  entry,
  J,
  job,
  LIST,
  limitsFor,
  list,
  open,
  P,
  type Reply,
  S1,
  S2,
  STATUS,
} from './scripted-ingestion.ts';

afterEach(closeServers);

const REF = `submission/${P}/${S2}`;
const WITH_JOB = `${REF}/configure/${J}`;
const NOW = new Date('2022-03-01T18:00:00Z');
const justEnded = { jobEnd: '2022-03-01T17:59:30.1234567' };
const longOver = { jobEnd: '2022-03-01T13:34:28.123456Z' };

const old = entry('live', S1, 'completed/succeeded');
const waits = list(old, entry('preview', S2, 'completed/succeeded'));
const goesLive = list(old, entry('live', S2, 'running/pending'));
const isLive = list(entry('live', S2, 'completed/succeeded'));
const hasFailed = list(old, entry('live', S2, 'completed/failed'));

const conflict = { errors: [{ code: 'conflict', message: 'An In Progress submission already exists' }] };
const certification = { errors: certificationErrors() };
const cancelled = { errors: [{ code: 'x', details: [{ code: 'operationCanceled', message: 'Canceled.' }] }] };

const LOOKS: [string, { status: number; body: object }, Reply, string][] = [
  ['the job has not started', job('notStarted', 'pending'), waits, 'running'],
  ['the job runs, the list lags', job('running', 'pending'), waits, 'running'],
  ['the job runs', job('running', 'pending'), goesLive, 'running'],
  ['the job runs, the list is ahead', job('running', 'pending'), isLive, 'running'],
  ['the job runs, the list is away', job('running', 'pending'), { status: 503 }, 'running'],
  ['both say done', job('completed', 'succeeded', longOver), isLive, 'succeeded'],
  ['the job is done, the list lags', job('completed', 'succeeded', justEnded), goesLive, 'running'],
  ['the job is done, the list still shows the preview', job('completed', 'succeeded', justEnded), waits, 'running'],
  ['the job is long done, the list disagrees', job('completed', 'succeeded', longOver), goesLive, 'succeeded'],
  ['the job is done at an odd date', job('completed', 'succeeded'), goesLive, 'succeeded'],
  [
    'the job has failed, the list lags',
    job('completed', 'failed', { ...certification, ...justEnded }),
    goesLive,
    'running',
  ],
  [
    'the job has failed',
    job('completed', 'failed', { ...certification, ...justEnded }),
    hasFailed,
    'failed CertificationFailed',
  ],
  [
    'the job has failed long ago',
    job('completed', 'failed', { ...certification, ...longOver }),
    goesLive,
    'failed CertificationFailed',
  ],
  [
    'the job has failed, the list shows the preview',
    job('completed', 'failed', justEnded),
    waits,
    'failed MarketplaceFailed',
  ],
  [
    'a second job met a conflict, the first goes on',
    job('completed', 'failed', { ...conflict, ...longOver }),
    goesLive,
    'running',
  ],
  ['a second job met a conflict, the first is done', job('completed', 'failed', conflict), isLive, 'succeeded'],
  [
    'a second job met a conflict, the first has failed',
    job('completed', 'failed', conflict),
    hasFailed,
    'failed MarketplaceFailed',
  ],
  [
    'the job met a conflict with something else',
    job('completed', 'failed', conflict),
    waits,
    'failed OperationConflict',
  ],
  ['the job is canceled', job('completed', 'cancelled', justEnded), waits, 'canceled'],
  ['the job is canceled, the list lags', job('completed', 'cancelled', justEnded), goesLive, 'running'],
  ['the job is canceled, yet it is live', job('completed', 'cancelled', longOver), isLive, 'succeeded'],
  [
    'the job failed because it was canceled',
    job('completed', 'failed', { ...cancelled, ...longOver }),
    waits,
    'canceled',
  ],
  ['a word never seen before', job('reticulating', 'pending'), waits, 'running, unknown word'],
  ['completed with a result never seen before', job('completed', 'mostly'), waits, 'running, unknown word'],
];

test.each(LOOKS)('puts job and list together: %s', async (_what, status, submissions, result) => {
  const { marketplace } = await open({ [STATUS]: status, [LIST]: submissions }, { now: NOW });

  const outcome = await marketplace.observe('vm', WITH_JOB);

  const { state, failure, unknownStatus } =
    outcome.kind === 'observed' ? outcome.operation : { state: outcome.kind, failure: undefined, unknownStatus: false };
  expect(`${state}${failure ? ` ${failure.code}` : ''}${unknownStatus ? ', unknown word' : ''}`).toBe(result);
});

const WITHOUT_JOB: [string, Reply, object][] = [
  ['it runs', goesLive, { operation: { state: 'running', cancelable: false } }],
  ['it is live', isLive, { operation: { state: 'succeeded' } }],
  ['it has failed', hasFailed, { operation: { state: 'failed', failure: { code: 'MarketplaceFailed' } } }],
  ['it is not on its way', waits, { kind: 'not-found' }],
  ['the list is away', { status: 503 }, { kind: 'trouble', reason: 'unavailable' }],
  ['the product is not there', { status: 404 }, { kind: 'not-found' }],
];

test.each(WITHOUT_JOB)('the list alone decides when the job is not known: %s', async (_what, submissions, outcome) => {
  const { marketplace, server } = await open({ [LIST]: submissions });

  expect(await marketplace.observe('vm', REF)).toMatchObject(outcome);
  expect(server.received).toHaveLength(1);
});

test('the list decides when the marketplace no longer knows the job', async () => {
  const { marketplace } = await open({ [STATUS]: { status: 404 }, [LIST]: goesLive });

  expect(await marketplace.observe('vm', WITH_JOB)).toMatchObject({ operation: { state: 'running' } });
});

test('shows the one step that is known, with its start', async () => {
  const { marketplace, server } = await open({ [STATUS]: job('running', 'pending'), [LIST]: goesLive });

  expect(await marketplace.observe('vm', WITH_JOB)).toEqual({
    kind: 'observed',
    operation: {
      reach: 'live',
      fixedVersion: true,
      state: 'running',
      status: 'running',
      version: S2,
      liveLinks: [],
      steps: [
        {
          id: J,
          name: 'Go live',
          status: 'running',
          messages: [
            { level: 'information', text: 'The job started.', time: '2022-03-01T13:32:43.123Z' },
            { level: 'information', text: 'The job is running; the list shows the submission as running.' },
          ],
        },
      ],
    },
  });
  expect(server.received.filter(({ url }) => url.includes('/status'))).toHaveLength(1);
});

test('tells a failure in the deepest words', async () => {
  const failed = job('completed', 'failed', { ...certification, ...longOver });
  const { marketplace } = await open({ [STATUS]: failed, [LIST]: hasFailed });

  expect(await marketplace.observe('vm', WITH_JOB)).toMatchObject({
    operation: {
      status: 'completed/failed',
      steps: [{ status: 'failed', messages: [{}, { level: 'error', text: 'Issues found during Certification.' }] }],
      failure: {
        code: 'CertificationFailed',
        message: 'Issues found during Certification.',
        marketplaceCode: 'internalServerError > invalidState',
      },
    },
  });
});

test.each<[string, Reply, object]>([
  ['503', { status: 503, headers: { 'retry-after': '9' } }, { reason: 'unavailable', retryAfterSeconds: 9 }],
  ['429', { status: 429, headers: { 'retry-after': '90' } }, { reason: 'throttled', retryAfterSeconds: 90 }],
  ['401', { status: 401 }, { reason: 'unauthorized' }],
  ['403', { status: 403 }, { reason: 'unauthorized' }],
  ['no job', { status: 200, body: { value: [] } }, { reason: 'not-understood' }],
  ['HTML', { status: 200, text: '<html>' }, { reason: 'not-understood' }],
  ['a reset', 'reset', { reason: 'unavailable' }],
  ['silence', 'silence', { reason: 'timed-out' }],
])('nothing that can pass ends the wait: %s', async (_what, reply, trouble) => {
  const { marketplace } = await open({ [STATUS]: reply, [LIST]: isLive }, { limits: limitsFor(reply) });

  expect(await marketplace.observe('vm', WITH_JOB)).toMatchObject({ kind: 'trouble', ...trouble });
});

test.each([
  '',
  'x',
  'submission/..',
  `${REF}/configure/../../x`,
  `${REF}/configure/`,
  `${WITH_JOB}/more`,
  'https://elsewhere.example/submission/1/2',
  `submission/${P}%2f/${S2}`,
])('calls nothing for the reference "%s"', async (ref) => {
  const { marketplace, server } = await open({});

  expect(await marketplace.observe('vm', ref)).toMatchObject({ kind: 'refused', cause: { code: 'ContractChanged' } });
  expect(
    await marketplace.cancel('vm', { operationId: 'op', version: S2, ref }, { notificationEmails: [], inTime }),
  ).toMatchObject({ kind: 'refused' });
  expect(server.received).toEqual([]);
});
