import { bodyOf } from '../marketplace-under-test.ts';
import { type IngestionUnderTest, inWords, SUBMISSION, startIngestionUnderTest } from './ingestion-under-test.ts';

const RESTING = ['draft', 'live completed succeeded', 'preview completed succeeded'];

describe('publishing by the Product Ingestion API of the rehearsal marketplace', () => {
  let rehearsal: IngestionUnderTest;

  beforeEach(async () => {
    rehearsal = await startIngestionUnderTest();
  });

  afterEach(() => rehearsal.marketplace.close());

  const listed = async () => inWords(await rehearsal.submissionsOf('vm'));

  test('takes the submission in preview live, in three seconds and by one job', async () => {
    // Prepare
    expect(await listed()).toEqual(RESTING);
    const preview = await rehearsal.previewOf('vm');

    // Act
    const answer = await rehearsal.takeLive('vm');
    const accepted = await bodyOf(answer.clone());
    rehearsal.pass(2);
    const during = await rehearsal.job(accepted);
    const listedDuring = await listed();
    rehearsal.pass(1);
    const done = await rehearsal.job(accepted);

    // Assess
    expect(answer.status).toBe(202);
    expect(answer.headers.has('location')).toBe(false);
    expect(accepted).toEqual({
      $schema: 'https://schema.mp.microsoft.com/schema/configure-status/2022-03-01-preview2',
      jobId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      jobStatus: 'notStarted',
      jobResult: 'pending',
      jobStart: '2026-01-01T00:00:00.0000588Z',
      jobEnd: '0001-01-01T00:00:00',
      errors: [],
    });
    expect(during).toMatchObject({ jobStatus: 'running', jobResult: 'pending' });
    expect(listedDuring).toEqual(['draft', 'live completed succeeded', 'live running pending']);
    expect(done).toMatchObject({
      jobStatus: 'completed',
      jobResult: 'succeeded',
      jobEnd: '2026-01-01T00:00:03.0000588Z',
      resourceUri: `https://product-ingestion.mp.microsoft.com/configure/${accepted['jobId']}`,
    });
    const list = await rehearsal.submissionsOf('vm');
    expect(inWords(list)).toEqual(['draft', 'live completed succeeded']);
    expect(list.map(({ id }) => id)).toContain(preview);
  });

  test('counts a go-live as the other API does, and shows it there', async () => {
    // Act
    const { jobId } = await bodyOf(await rehearsal.takeLive('vm'));
    const duringStatus = await bodyOf(await rehearsal.api('GET', 'publishers/contoso/offers/vm/status'));
    rehearsal.pass(3);

    // Assess
    const { offer, accepted, requests } = await rehearsal.look('vm');
    expect(accepted).toEqual({ golive: 1, publish: 0, cancel: 0 });
    expect(requests.filter(({ action }) => action === 'configure')).toMatchObject([
      { status: 202, operationId: jobId },
    ]);
    expect(duringStatus).toMatchObject({ status: 'running' });
    expect(offer).toMatchObject({ status: 'Succeeded', slots: { preview: 2, production: 2 } });
  });

  test('shows what the other API does', async () => {
    // Act
    await rehearsal.goLive('vm');
    rehearsal.pass(1);
    const during = await listed();
    rehearsal.pass(2);

    // Assess
    expect(during).toEqual(['draft', 'live completed succeeded', 'live running pending']);
    expect(await listed()).toEqual(['draft', 'live completed succeeded']);
  });

  test('publishes the draft to preview, as a new submission', async () => {
    // Prepare
    const before = await rehearsal.previewOf('vm');

    // Act
    const answer = await rehearsal.publish('vm');
    const during = await rehearsal.submissionsOf('vm');
    rehearsal.pass(4);

    // Assess
    expect(answer.status).toBe(202);
    expect(inWords(during)).toEqual(['draft', 'live completed succeeded', 'preview running pending']);
    expect(await listed()).toEqual(RESTING);
    const after = await rehearsal.previewOf('vm');
    expect(after).not.toBe(before);
    expect(during.map(({ id }) => id)).toContain(after);
    expect((await rehearsal.look('vm')).accepted).toEqual({ golive: 0, publish: 1, cancel: 0 });
  });

  test('gives a submission that failed and the next one different ids', async () => {
    // Prepare
    await rehearsal.script('vm', { faults: [{ on: 'publish', times: 1, do: 'failed-step' }] });

    // Act
    await rehearsal.publish('vm');
    rehearsal.pass(5);
    const failed = await rehearsal.submissionsOf('vm');
    const stale = await bodyOf(await rehearsal.takeLive('vm'));
    await rehearsal.publish('vm');
    rehearsal.pass(5);

    // Assess
    expect(inWords(failed)).toEqual(['draft', 'live completed succeeded', 'preview completed failed']);
    expect(JSON.stringify(await rehearsal.job(stale))).toContain('did not pass');
    expect(await listed()).toEqual(RESTING);
    expect(failed.map(({ id }) => id)).not.toContain(await rehearsal.previewOf('vm'));
  });

  test('takes a first version live, and is the only live submission then', async () => {
    // Prepare
    await rehearsal.script('vm', { slots: { preview: 1 } });

    // Act
    await rehearsal.takeLive('vm');

    // Assess
    expect(await listed()).toEqual(['draft', 'live running pending']);
  });

  test('takes back what it reads, read-only members and all, and a product by its external id', async () => {
    // Prepare
    const list = await rehearsal.submissionsOf('vm');
    const preview = list.find(({ target }) => target.targetType === 'preview');

    // Act
    const answer = await rehearsal.configure({
      ...preview,
      product: { externalId: 'vm' },
      target: { targetType: 'live' },
    });

    // Assess
    expect(await rehearsal.job(answer)).toMatchObject({ jobResult: 'pending' });
    expect((await rehearsal.look('vm')).accepted.golive).toBe(1);
  });

  test('changes a draft by a job that publishes nothing, and publishes changes along with it', async () => {
    // Prepare
    const product = await rehearsal.productOf('vm');
    const property = {
      $schema: 'https://schema.mp.microsoft.com/schema/property/2022-03-01-preview5',
      id: product.replace('product/', 'property/').concat('/public/main'),
      product,
    };

    // Act
    const change = await bodyOf(await rehearsal.configure(property));
    rehearsal.pass(1);
    const both = await rehearsal.configure(property, {
      $schema: SUBMISSION,
      product,
      target: { targetType: 'preview' },
    });

    // Assess
    expect(await rehearsal.job(change)).toMatchObject({ jobStatus: 'completed', jobResult: 'succeeded' });
    expect(await rehearsal.job(both)).toMatchObject({ jobResult: 'pending' });
    expect((await rehearsal.look('vm')).offer).toMatchObject({ operations: [{ kind: 'job' }, { kind: 'publish' }] });
  });

  test('may be done as soon as it answers', async () => {
    // Prepare
    await rehearsal.script('vm', { goLive: { steps: [{ id: 'live', seconds: 0 }] } });

    // Act
    const answer = await bodyOf(await rehearsal.takeLive('vm'));

    // Assess
    expect(answer).toMatchObject({ jobStatus: 'completed', jobResult: 'succeeded' });
  });
});
