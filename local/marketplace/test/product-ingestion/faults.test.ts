import { bodyOf } from '../marketplace-under-test.ts';
import { type IngestionUnderTest, inWords, startIngestionUnderTest } from './ingestion-under-test.ts';

const RESTING = ['draft', 'live completed succeeded', 'preview completed succeeded'];
const RUNNING = ['draft', 'live completed succeeded', 'live running pending'];
const LIVE = ['draft', 'live completed succeeded'];

describe('faults at the Product Ingestion API of the rehearsal marketplace', () => {
  let rehearsal: IngestionUnderTest;

  beforeEach(async () => {
    rehearsal = await startIngestionUnderTest();
  });

  afterEach(() => rehearsal.marketplace.close());

  const faults = (...rules: unknown[]) => rehearsal.script('vm', { faults: rules });
  const listed = async () => inWords(await rehearsal.submissionsOf('vm'));
  const accepted = async () => (await rehearsal.look('vm')).accepted.golive;

  test('fails the certification, and tells why at the deepest level', async () => {
    // Prepare
    await faults({ on: 'configure', do: 'failed-step' });
    const preview = await rehearsal.previewOf('vm');

    // Act
    const job = await bodyOf(await rehearsal.takeLive('vm'));
    rehearsal.pass(3);

    // Assess
    const { jobStatus, jobResult, errors } = await rehearsal.job(job);
    expect({ jobStatus, jobResult }).toEqual({ jobStatus: 'completed', jobResult: 'failed' });
    expect(errors).toEqual([
      {
        resourceId: preview,
        code: 'internalServerError',
        message: 'Operation failed',
        details: [
          {
            resourceId: preview,
            code: 'invalidState',
            message: 'Certification',
            details: [{ resourceId: preview, code: 'invalidState', message: 'Issues found during Certification.' }],
          },
        ],
      },
    ]);
    expect(await listed()).toEqual([
      'draft',
      'live completed failed',
      'live completed succeeded',
      'preview completed succeeded',
    ]);
  });

  test('refuses by a job that fails, whatever the state', async () => {
    // Prepare
    await faults({ on: 'golive', times: 1, do: 'refused-job', code: 'productLocked', message: 'Locked.' });

    // Act
    const refused = await bodyOf(await rehearsal.takeLive('vm'));
    const open = await rehearsal.job(refused);
    rehearsal.pass(1);

    // Assess
    expect(open).toMatchObject({ jobResult: 'pending', errors: [] });
    expect(await rehearsal.job(refused)).toMatchObject({
      jobResult: 'failed',
      errors: [{ details: [{ code: 'productLocked', message: 'Locked.' }] }],
    });
    expect([await listed(), await accepted()]).toEqual([RESTING, 0]);
    await rehearsal.takeLive('vm');
    expect(await accepted()).toBe(1);
  });

  test.each([
    ['refuse', 0],
    ['error-answer', 1],
  ])('answers 502 without a body: %s', async (fault, count) => {
    // Prepare
    await faults({ on: 'configure', do: fault, status: 502 }, { on: 'configure', do: 'empty-body' });

    // Act
    const answer = await rehearsal.takeLive('vm');

    // Assess
    expect([answer.status, await answer.text()]).toEqual([502, '']);
    expect(await accepted()).toBe(count);
  });

  test('loses the answer to a go-live that it accepted', async () => {
    // Prepare
    await faults({ on: 'golive', times: 1, do: 'lost-answer' });

    // Act
    await expect(rehearsal.takeLive('vm')).rejects.toThrow('fetch failed');

    // Assess
    expect([await listed(), await accepted()]).toEqual([RUNNING, 1]);
  });

  test('accepts without telling the job', async () => {
    // Prepare
    await faults({ on: 'configure', do: 'no-location' });

    // Act
    const answer = await rehearsal.takeLive('vm');

    // Assess
    expect(answer.status).toBe(202);
    expect(Object.keys(await bodyOf(answer)).map((name) => name.toLowerCase())).not.toContain('jobid');
    expect(await accepted()).toBe(1);
  });

  test('hides a submission for a while, even if its job ends before', async () => {
    // Prepare
    await faults({ on: 'configure', do: 'delayed-listing', seconds: 10 });

    // Act
    const job = await bodyOf(await rehearsal.takeLive('vm'));
    rehearsal.pass(9);
    const before = [await listed(), (await rehearsal.job(job))['jobStatus']];
    rehearsal.pass(1);

    // Assess
    expect(before).toEqual([RESTING, 'completed']);
    expect(await listed()).toEqual(LIVE);
  });

  test('lists what was a while ago', async () => {
    // Prepare
    await faults({ on: 'submissions', do: 'list-lag', seconds: 2 });

    // Act
    await rehearsal.configure({
      $schema: 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2',
      id: await rehearsal.previewOf('vm'),
      product: await rehearsal.productOf('vm'),
      target: { targetType: 'live' },
    });
    const seen: string[][] = [];
    for (const seconds of [1, 1, 2, 1]) {
      rehearsal.pass(seconds);
      seen.push(await listed());
    }

    // Assess
    expect(seen).toEqual([RESTING, RUNNING, RUNNING, LIVE]);
  });

  test('lists entries twice, and goes on at another host', async () => {
    // Prepare
    const to = 'https://foreign.example/';
    await faults({ on: 'submissions', do: 'duplicates' }, { on: 'submissions', do: 'foreign-location', to });
    const product = await rehearsal.productOf('vm');

    // Act
    const list = await rehearsal.read(product.replace('product/', 'submission/'));

    // Assess
    expect(list).toMatchObject({ value: { length: 6 }, '@nextLink': to });
  });

  test('fails a status call, and throttles in the words of Microsoft Graph', async () => {
    // Prepare
    await faults(
      { on: 'job', after: { calls: 1 }, times: 1, do: 'refuse', status: 503 },
      { on: 'operation', after: { calls: 2 }, do: 'refuse', status: 429, retryAfterSeconds: 20 },
    );
    const { jobId } = await bodyOf(await rehearsal.takeLive('vm'));
    const status = () => rehearsal.call('GET', `configure/${jobId}/status`);

    // Act
    const answers = [await status(), await status(), await status()];

    // Assess
    expect(answers.map((answer) => answer.status)).toEqual([200, 503, 429]);
    expect(await answers[1]?.json()).toEqual({
      error: { code: 'serviceUnavailable', message: 'The service is unavailable.', details: [] },
    });
    expect(answers[2]?.headers.get('retry-after')).toBe('20');
    expect(await answers[2]?.json()).toMatchObject({
      error: { code: 'TooManyRequests', innerError: { 'request-id': expect.any(String) } },
    });
  });

  test('says Retry-After while a job runs, if it is told to', async () => {
    // Prepare
    await rehearsal.script('vm', { answers: { retryAfterSeconds: 7 } });
    const { jobId } = await bodyOf(await rehearsal.takeLive('vm'));
    const hint = async () => (await rehearsal.call('GET', `configure/${jobId}/status`)).headers.get('retry-after');

    // Act
    const running = await hint();
    rehearsal.pass(3);

    // Assess
    expect([running, await hint()]).toEqual(['7', null]);
  });

  test.each([
    ['unknown', ['Reticulating', 'Reticulating', 'completed'], 'jobId'],
    ['upper', ['NOTSTARTED', 'RUNNING', 'COMPLETED'], 'jobId'],
    ['other', ['pending', 'InProgress', 'Completed'], 'jobID'],
  ])('says words that are %s', async (words, expected, jobIdName) => {
    // Prepare
    await faults({ on: 'any', do: 'words', words });

    // Act
    const accepted = await bodyOf(await rehearsal.takeLive('vm'));
    const status = async () => (await rehearsal.read(`configure/${accepted[jobIdName]}/status`))['jobStatus'];
    const seen = [accepted['jobStatus']];
    rehearsal.pass(1);
    seen.push(await status());
    rehearsal.pass(2);
    seen.push(await status());

    // Assess
    expect(seen).toEqual(expected);
  });

  test('refuses a token in the form of Microsoft Graph', async () => {
    // Prepare
    await rehearsal.marketplace.close();
    rehearsal = await startIngestionUnderTest({
      verifyToken: (_token, api) =>
        api === 'product-ingestion'
          ? { ok: false, reason: 'Invalid audience.' }
          : { ok: true, clientId: 'c', tenantId: 't' },
    });

    // Act
    const answers = [
      await rehearsal.call('GET', 'product?externalId=vm'),
      await rehearsal.call('GET', 'product?externalId=vm', { headers: { authorization: '' } }),
    ];
    const other = await rehearsal.api('GET', 'publishers/contoso/offers/vm/status');

    // Assess
    const bodies = await Promise.all(answers.map(bodyOf));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(bodies).toMatchObject(
      ['Access token validation failure. Invalid audience.', 'Access token is empty.'].map((message) => ({
        error: { code: 'InvalidAuthenticationToken', message, innerError: { date: expect.any(String) } },
      })),
    );
    expect(other.status).toBe(200);
    expect((await rehearsal.look('vm')).requests[0]).toMatchObject({ action: 'product', status: 401 });
  });

  test('refuses a client that is not in Partner Center', async () => {
    // Prepare
    await rehearsal.script('vm', { access: 'denied' });

    // Act
    const answer = await rehearsal.call('GET', 'product?externalId=vm');

    // Assess
    expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: 'forbidden', details: [] } }]);
  });

  test.each([
    ['gone', RUNNING, LIVE],
    ['same-id', [...RUNNING, 'preview completed succeeded'], [...LIVE, 'preview completed succeeded']],
  ])('lists what goes live for preview as the script wants it: %s', async (previewOfLive, during, after) => {
    // Prepare
    await rehearsal.script('vm', { answers: { previewOfLive } });
    const preview = await rehearsal.previewOf('vm');

    // Act
    await rehearsal.takeLive('vm');
    const seen = await listed();
    rehearsal.pass(3);

    // Assess
    const list = await rehearsal.submissionsOf('vm');
    expect([seen, inWords(list)]).toEqual([during, after]);
    expect(list.filter(({ id }) => id === preview)).toHaveLength(previewOfLive === 'gone' ? 1 : 2);
  });

  test.each([
    ['Running', 'preview running pending'],
    ['Failed', 'preview completed failed'],
  ])('lists an offer that was scripted to be %s', async (status, preview) => {
    // Prepare
    await rehearsal.script('vm', { slots: { preview: 2, production: 1 }, status });

    // Assess
    expect(await listed()).toEqual(['draft', 'live completed succeeded', preview]);
  });
});
