import { inTime } from '../http/in-time.ts';
import { CANCEL, closeServers, J, job, open, P, type Reply, S2 } from './scripted-ingestion.ts';

afterEach(closeServers);

const REF = `submission/${P}/${S2}/configure/${J}`;
const OPERATION = { operationId: `${S2}:live`, version: S2, ref: REF };
const nobody = { notificationEmails: [], inTime };
const badRequest = {
  error: { code: 'badRequest', message: 'Cannot cancel job, job has already completed.', details: [] },
};

test.each<[string, Reply, object]>([
  ['cancelled', job('completed', 'cancelled'), { kind: 'canceled' }],
  ['still running', job('running', 'pending'), { kind: 'canceling' }],
  ['no job', { status: 200, text: '' }, { kind: 'canceling' }],
  ['202', { status: 202 }, { kind: 'canceling' }],
  ['succeeded meanwhile', job('completed', 'succeeded'), { kind: 'too-late' }],
  [
    '400',
    { status: 400, body: badRequest },
    { kind: 'too-late', message: expect.stringContaining('Cannot cancel job') },
  ],
  ['409', { status: 409 }, { kind: 'too-late' }],
  ['404', { status: 404 }, { kind: 'not-found' }],
  ['401', { status: 401 }, { kind: 'trouble', reason: 'unauthorized' }],
  ['403', { status: 403 }, { kind: 'trouble', reason: 'unauthorized' }],
  [
    '429',
    { status: 429, headers: { 'retry-after': '3' } },
    { kind: 'trouble', reason: 'throttled', retryAfterSeconds: 3 },
  ],
  ['502', { status: 502 }, { kind: 'trouble', reason: 'unavailable' }],
  ['a reset', 'reset', { kind: 'trouble', reason: 'unavailable' }],
])('cancels the job once: %s', async (_what, reply, outcome) => {
  const { marketplace, server } = await open({ [CANCEL]: reply });

  expect(await marketplace.cancel('vm', OPERATION, nobody)).toMatchObject(outcome);
  const posts = server.received.filter(({ headers }) => headers.authorization === 'Bearer first');
  expect(posts.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
    `${CANCEL}?$version=2022-03-01-preview2 `,
  ]);
});

test('a go-live whose job is not known cannot be canceled', async () => {
  const { marketplace, server } = await open({});

  expect(await marketplace.cancel('vm', { ...OPERATION, ref: `submission/${P}/${S2}` }, nobody)).toMatchObject({
    kind: 'too-late',
  });
  expect(server.received).toEqual([]);
});
