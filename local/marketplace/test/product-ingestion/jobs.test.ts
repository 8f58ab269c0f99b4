import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf } from '../marketplace-under-test.ts';
import { type IngestionUnderTest, inWords, startIngestionUnderTest } from './ingestion-under-test.ts';

const RESTING = ['draft', 'live completed succeeded', 'preview completed succeeded'];
const FAILED = ['draft', 'live completed failed', 'live completed succeeded', 'preview completed succeeded'];

describe('jobs of the Product Ingestion API of the rehearsal marketplace', () => {
  let rehearsal: IngestionUnderTest;
  let directory: string;

  beforeEach(async () => {
    rehearsal = await startIngestionUnderTest();
    directory = await mkdtemp(join(tmpdir(), 'portal-'));
  });

  afterEach(async () => {
    await rehearsal.marketplace.close();
    await rm(directory, { recursive: true });
  });

  const listed = async () => inWords(await rehearsal.submissionsOf('vm'));
  const start = async () => bodyOf(await rehearsal.takeLive('vm'));
  const cancel = (job: Record<string, unknown>) => rehearsal.call('POST', `configure/${job['jobId']}/cancel`);

  test.each([
    ['gone', RESTING],
    ['failed', FAILED],
  ])('are canceled at once, and the submission is %s then', async (canceled, list) => {
    // Prepare
    await rehearsal.script('vm', { answers: { canceled } });
    const job = await start();
    rehearsal.pass(1);

    // Act
    const answer = await cancel(job);

    // Assess
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        jobId: job['jobId'],
        jobStatus: 'completed',
        jobResult: 'cancelled',
        jobEnd: '2026-01-01T00:00:01.0000588Z',
        errors: [],
      },
    ]);
    expect(await listed()).toEqual(list);
    expect((await rehearsal.look('vm')).accepted).toEqual({ golive: 1, publish: 0, cancel: 1 });
  });

  test('are canceled after a while, if the script wants it', async () => {
    // Prepare
    await rehearsal.script('vm', { cancel: { answer: 'operation', seconds: 1 } });
    const job = await start();

    // Act
    const answer = await bodyOf(await cancel(job));
    rehearsal.pass(1);

    // Assess
    expect(answer).toMatchObject({ jobResult: 'pending' });
    expect(await rehearsal.job(job)).toMatchObject({ jobStatus: 'completed', jobResult: 'cancelled' });
  });

  test('go on, if the cancel is ignored', async () => {
    // Prepare
    await rehearsal.script('vm', { cancel: { ignored: true } });
    const job = await start();

    // Act
    const answer = await cancel(job);
    rehearsal.pass(3);

    // Assess
    expect(answer.status).toBe(200);
    expect(await rehearsal.job(job)).toMatchObject({ jobResult: 'succeeded' });
  });

  test.each([
    [2, 'Cannot cancel job, the request is too far along.'],
    [3, 'Cannot cancel job, job has already completed.'],
  ])('cannot be canceled after %i seconds', async (seconds, message) => {
    // Prepare
    const job = await start();
    rehearsal.pass(seconds);

    // Act
    const answer = await cancel(job);

    // Assess
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: { code: 'badRequest', message, details: [] } },
    ]);
  });

  test('refuse to be canceled by a fault', async () => {
    // Prepare
    await rehearsal.script('vm', { faults: [{ on: 'cancel', do: 'refuse', status: 400 }] });
    const job = await start();

    // Act
    const answer = await cancel(job);

    // Assess
    expect(answer.status).toBe(400);
    expect(await rehearsal.job(job)).toMatchObject({ jobResult: 'pending' });
  });

  test('are no operations of the other API, unless they publish', async () => {
    // Prepare
    const running = await start();
    const refused = await start();
    const operation = (id: unknown) => rehearsal.api('GET', `publishers/contoso/offers/vm/operations/${id}`);

    // Assess
    expect((await operation(running['jobId'])).status).toBe(200);
    expect((await operation(refused['jobId'])).status).toBe(404);
  });

  test('outlive the marketplace with their offers', async () => {
    // Prepare
    const stateFile = join(directory, 'marketplace.sqlite');
    await rehearsal.marketplace.close();
    rehearsal = await startIngestionUnderTest({ stateFile });
    const product = await rehearsal.productOf('vm');
    const running = await start();
    const refused = await bodyOf(await rehearsal.takeLive('vm', `${product.replace('product', 'submission')}/0`));

    // Act
    await rehearsal.marketplace.close();
    rehearsal = await startIngestionUnderTest({ stateFile });
    rehearsal.pass(3);

    // Assess
    expect(await rehearsal.read(product)).toMatchObject({ id: product });
    expect(await rehearsal.job(running)).toMatchObject({ jobResult: 'succeeded' });
    expect(await rehearsal.job(refused)).toMatchObject({ jobResult: 'failed' });
  });
});
