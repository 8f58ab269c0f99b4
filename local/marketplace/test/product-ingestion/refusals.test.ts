import { bodyOf } from '../marketplace-under-test.ts';
import {
  CONFIGURE,
  type IngestionUnderTest,
  SCHEMAS,
  SUBMISSION,
  startIngestionUnderTest,
} from './ingestion-under-test.ts';

const RETIRED = 'https://product-ingestion.azureedge.net/schema';
const IN_PROGRESS = 'An In Progress submission already exists';
const NOT_THE_LATEST = 'The submission cannot be pushed to as its not the latest';
const NO_NUMBER = "Expected a submission id that isn't null or 0 since target type is Live";

describe('what the Product Ingestion API of the rehearsal marketplace refuses', () => {
  let rehearsal: IngestionUnderTest;

  beforeEach(async () => {
    rehearsal = await startIngestionUnderTest();
  });

  afterEach(() => rehearsal.marketplace.close());

  const post = (body: unknown) => rehearsal.call('POST', 'configure', { body: JSON.stringify(body) });
  const live = async () => ({
    $schema: SUBMISSION,
    id: await rehearsal.previewOf('vm'),
    product: await rehearsal.productOf('vm'),
    target: { targetType: 'live' },
  });

  test.each([
    ['a retired host in the request', `${RETIRED}/configure/2022-03-01-preview2`, SUBMISSION],
    ['a retired host in the submission', CONFIGURE, `${RETIRED}/submission/2022-03-01-preview2`],
    ['no address at all', CONFIGURE, 'submission'],
  ])('refuses schemas at %s', async (_, outer, inner) => {
    // Act
    const answer = await post({ $schema: outer, resources: [{ ...(await live()), $schema: inner }] });

    // Assess
    const wrong = outer === CONFIGURE ? inner : outer;
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: { code: 'badRequest', message: `Schema ${wrong} could not be accessed` },
    });
    expect((await rehearsal.look('vm')).requests.at(-1)).toMatchObject({ action: 'configure', status: 400 });
  });

  test.each([
    ['an id that is null', { id: null }, /id/],
    ['no target', { target: undefined }, /Required properties \["target"\] were not present/],
    ['a target that is not served', { target: { targetType: 'flight' } }, /targetType/],
    ['another kind', { $schema: undefined }, /\$schema/],
    [
      'no sources in a version that has them',
      { $schema: `${SCHEMAS}/submission/2022-03-01-preview7` },
      /preview7: Required properties \["sources"\] were not present #/,
    ],
  ])('refuses a submission with %s', async (_, change, reason) => {
    // Act
    const answer = await rehearsal.configure({ ...(await live()), ...change });

    // Assess
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: {
        code: 'badRequest',
        message: 'Invalid configuration: schema validation failed',
        details: [{ code: 'schemaValidationError', message: expect.stringMatching(reason) }],
      },
    });
    expect((await rehearsal.look('vm')).accepted.golive).toBe(0);
  });

  test('refuses what a client that understands a newer version sends back as it was', async () => {
    // Prepare
    const fetched = await rehearsal.read(await rehearsal.previewOf('vm'), '2022-07-01');

    // Act
    const answer = await rehearsal.configure({ ...fetched, target: { targetType: 'live' } });

    // Assess
    expect(answer.status).toBe(400);
  });

  test.each([
    ['no JSON', 'hello'],
    ['no resources', JSON.stringify({ $schema: CONFIGURE, resources: [] })],
    ['another schema', JSON.stringify({ $schema: SUBMISSION, resources: [{ $schema: SUBMISSION }] })],
  ])('refuses a body with %s, and writes it down for no offer', async (_, body) => {
    // Act
    const answer = await rehearsal.call('POST', 'configure', { body });

    // Assess
    expect(await bodyOf(answer)).toMatchObject({ error: { details: [{ code: 'schemaValidationError' }] } });
    const { value } = await bodyOf(await fetch(`${rehearsal.marketplace.url}/rehearsal/requests`));
    expect(value).toEqual([expect.objectContaining({ action: 'configure', status: 400 })]);
    expect(value).toEqual([expect.not.objectContaining({ offerId: expect.anything() })]);
  });

  test('refuses other changes along with a go-live, and two submissions', async () => {
    // Act
    const answers = [
      await rehearsal.configure({ $schema: `${SCHEMAS}/plan/2022-03-01-preview2` }, await live()),
      await rehearsal.configure(await live(), await live()),
    ];

    // Assess
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });

  test('refuses a product that nobody knows', async () => {
    // Act
    const answer = await rehearsal.configure({ ...(await live()), product: 'product/unknown' });

    // Assess
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { error: { code: 'notFound', details: [{ code: 'resourceNotFound' }] } },
    ]);
  });

  describe.each(['job', 'http'])('by %s', (refusals) => {
    const script = (scenario: object = {}) => rehearsal.script('vm', { ...scenario, answers: { refusals } });

    /** The message at the deepest level, be it in the answer or in the job that it names. */
    async function reasonOf(answer: Response): Promise<unknown> {
      const body = await bodyOf(answer);
      if (refusals === 'http') {
        expect(answer.status).toBe(400);
        return (body['error'] as { message: unknown }).message;
      }
      expect(answer.status).toBe(202);
      rehearsal.pass(1);
      const { jobResult, errors } = await rehearsal.job(body);
      expect(jobResult).toBe('failed');
      const [
        {
          details: [{ message, details }],
        },
      ] = errors as [{ details: [{ message: string; details?: unknown }] }];
      expect(details).toBeUndefined();
      return message;
    }

    test('refuses a go-live while a submission is in progress', async () => {
      // Prepare
      await script();
      const again = await live();
      await rehearsal.takeLive('vm');

      // Act
      const reason = await reasonOf(await rehearsal.configure(again));

      // Assess
      expect(reason).toBe(IN_PROGRESS);
      expect((await rehearsal.look('vm')).accepted.golive).toBe(1);
    });

    test('refuses a publish while a submission is in progress', async () => {
      // Prepare
      await script({ running: { kind: 'publish' } });

      // Act and assess
      expect(await reasonOf(await rehearsal.publish('vm'))).toBe(IN_PROGRESS);
    });

    test('refuses a preview that is not the newest', async () => {
      // Prepare
      await script();
      const stale = await live();
      await rehearsal.publish('vm');
      rehearsal.pass(4);

      // Act and assess
      expect(await reasonOf(await rehearsal.configure(stale))).toBe(NOT_THE_LATEST);
    });

    test('refuses a go-live without anything in preview', async () => {
      // Prepare
      const { id } = await live();
      await script({ slots: { production: 1 } });

      // Act and assess
      expect(await reasonOf(await rehearsal.takeLive('vm', id))).toBe(NOT_THE_LATEST);
    });

    test.each(['without an id', 'with the id of the draft'])('refuses a go-live %s', async (how) => {
      // Prepare
      await script();
      const { id, ...rest } = await live();
      const draft = id.replace(/\d+$/, '0');

      // Act
      const answer = await rehearsal.configure(how === 'without an id' ? rest : { ...rest, id: draft });

      // Assess
      expect(await reasonOf(answer)).toBe(NO_NUMBER);
    });

    test('refuses what is live already', async () => {
      // Prepare
      await script();
      const { id } = await live();
      await rehearsal.takeLive('vm', id);
      rehearsal.pass(3);

      // Act and assess
      expect(await reasonOf(await rehearsal.takeLive('vm', id))).toBe('The submission is already live.');
    });

    test('refuses the submission of another product', async () => {
      // Prepare
      await script();

      // Act and assess
      expect(await reasonOf(await rehearsal.takeLive('vm', await rehearsal.previewOf('other')))).toMatch(
        'another product',
      );
    });
  });
});
