import { bodyOf } from '../marketplace-under-test.ts';
import {
  type IngestionUnderTest,
  inWords,
  type ListedSubmission,
  startIngestionUnderTest,
} from './ingestion-under-test.ts';

describe('reading by the Product Ingestion API of the rehearsal marketplace', () => {
  let rehearsal: IngestionUnderTest;

  beforeEach(async () => {
    rehearsal = await startIngestionUnderTest();
  });

  afterEach(() => rehearsal.marketplace.close());

  const list = async (query: string): Promise<Record<string, unknown>> => {
    const product = await rehearsal.productOf('vm');
    return rehearsal.read(`${product.replace('product/', 'submission/')}${query}`);
  };

  test.each(['externalId', 'externalID', 'externalid'])('finds a product by its %s', async (name) => {
    // Act
    const { value } = await rehearsal.read(`product?${name}=vm`);

    // Assess
    expect(value).toEqual([
      {
        $schema: 'https://schema.mp.microsoft.com/schema/product/2022-03-01-preview3',
        id: expect.stringMatching(/^product\/[0-9a-f-]{36}$/),
        identity: { externalId: 'vm' },
        type: 'azureVirtualMachine',
        alias: 'Rehearsal of vm',
      },
    ]);
  });

  test('finds no product of an offer that does not exist', async () => {
    // Prepare
    const product = await rehearsal.productOf('vm');
    await rehearsal.script('vm', { exists: false });

    // Act
    const lookups = [await rehearsal.read('product?externalId=vm'), await rehearsal.read('product?externalId=a/b')];
    const reads = [product, product.replace('product/', 'submission/'), 'product/none', `plan?product=${product}`];
    const answers = await Promise.all(reads.map((path) => rehearsal.call('GET', path)));

    // Assess
    expect(lookups).toEqual([{ value: [] }, { value: [] }]);
    for (const answer of answers) {
      expect([answer.status, await bodyOf(answer)]).toMatchObject([404, { error: { code: 'notFound' } }]);
    }
  });

  test('finds the offer of the publisher for whom it was scripted last, and of contoso by default', async () => {
    // Prepare
    const script = (publisher: string) =>
      fetch(`${rehearsal.marketplace.url}/rehearsal/publishers/${publisher}/offers/shared`, {
        method: 'PUT',
        body: JSON.stringify({ slots: { preview: 1 } }),
      });

    // Act
    const found = [await rehearsal.productOf('shared')];
    await script('fabrikam');
    found.push(await rehearsal.productOf('shared'));
    await script('contoso');
    found.push(await rehearsal.productOf('shared'));

    // Assess
    expect(found[1]).not.toBe(found[0]);
    expect(found[2]).toBe(found[0]);
  });

  test('lists all products in pages, whose links can be followed as they are', async () => {
    // Prepare
    for (const offer of ['one', 'two', 'three']) await rehearsal.productOf(offer);

    // Act
    const first = await rehearsal.read('product?$maxpagesize=2&type=azureVirtualMachine');
    const link = new URL(String(first['@nextLink']));
    const second = await bodyOf(await fetch(link, { headers: { authorization: 'Bearer token' } }));

    // Assess
    expect(first['value']).toMatchObject([{ identity: { externalId: 'one' } }, { identity: { externalId: 'two' } }]);
    expect(link.origin).toBe(rehearsal.marketplace.url);
    expect(link.searchParams.get('$version')).toBe('2022-03-01-preview2');
    expect(second).toMatchObject({ value: [{ identity: { externalId: 'three' } }] });
    expect(second).not.toHaveProperty('@nextLink');
  });

  test.each(['?$maxpagesize=0', '?$maxpagesize=some', '?continuationToken=x'])('refuses %s', async (query) => {
    expect(await list(query)).toMatchObject({ error: { code: 'badRequest' } });
  });

  test('lists submissions in pages and by target, with and without quotes', async () => {
    // Act
    const page = await list('?$maxpagesize=2');
    const rest = await bodyOf(await fetch(String(page['@nextLink']), { headers: { authorization: 'Bearer token' } }));
    const filtered = [await list('?targetType=preview'), await list('?targetType="preview"')];

    // Assess
    const all = [page, rest].flatMap(({ value }) => value as ListedSubmission[]);
    expect(inWords(all)).toEqual(['draft', 'live completed succeeded', 'preview completed succeeded']);
    expect(filtered[0]).toMatchObject({ value: [{ target: { targetType: 'preview' } }] });
    expect(filtered[1]).toEqual(filtered[0]);
  });

  test('never lists the draft first at the beginning, and says nothing of its state', async () => {
    // Act
    const [first, ...rest] = await rehearsal.submissionsOf('vm');

    // Assess
    expect(first?.target.targetType).not.toBe('draft');
    expect(rest.find(({ target }) => target.targetType === 'draft')).toEqual({
      $schema: expect.any(String),
      id: expect.stringMatching(/^submission\/.*\/0$/),
      product: await rehearsal.productOf('vm'),
      target: { targetType: 'draft' },
      lifecycleState: 'generallyAvailable',
    });
  });

  test('says of older versions that they were made earlier, also while the newer one goes live', async () => {
    // Prepare
    const ids = async () => {
      const dated = (await rehearsal.submissionsOf('vm')).filter(({ created }) => created !== undefined);
      return dated.sort((one, other) => `${one.created}`.localeCompare(`${other.created}`)).map(({ id }) => id);
    };
    const waiting = await ids();

    // Act
    await rehearsal.takeLive('vm');

    // Assess
    expect(waiting[1]).toBe(waiting.toSorted()[1]);
    expect(await ids()).toEqual(waiting);
  });

  test('reads one submission, whose number no JavaScript number can hold', async () => {
    // Prepare
    const preview = await rehearsal.previewOf('vm');

    // Act
    const one = await rehearsal.read(preview);
    const none = await rehearsal.read(`${preview}1`);

    // Assess
    const number = preview.split('/').at(-1) ?? '';
    expect(String(Number(number))).not.toBe(number);
    expect(one).toMatchObject({ id: preview, target: { targetType: 'preview' }, status: 'completed' });
    expect(none).toMatchObject({ error: { code: 'notFound' } });
  });

  test('writes resources in the newest version that the caller understands', async () => {
    // Prepare
    const preview = await rehearsal.previewOf('vm');

    // Act
    const schemas = await Promise.all(
      ['2022-03-01-preview2', '2022-03-01-preview5', '2022-03-01-preview10', '2022-07-01', 'nonsense'].map(
        async (version) => (await rehearsal.read(preview, version))['$schema'],
      ),
    );
    const unasked = await bodyOf(
      await fetch(`${rehearsal.marketplace.url}/rp/product-ingestion//${preview}?api-version=1`, {
        headers: { authorization: 'Bearer token' },
      }),
    );

    // Assess
    const [old, newer] = ['2022-03-01-preview2', '2022-03-01-preview7'].map(
      (version) => `https://schema.mp.microsoft.com/schema/submission/${version}`,
    );
    expect(schemas).toEqual([old, old, newer, newer, old]);
    expect(unasked['$schema']).toBe(old);
  });

  test('shows the resources of a target, and 404 when nothing got there', async () => {
    // Prepare
    await rehearsal.script('vm', { slots: { preview: 1 } });
    const product = await rehearsal.productOf('vm');

    // Act
    const answers = await Promise.all(
      ['', '?targetType=preview', '?targetType=live', '?targetType=flight'].map((query) =>
        rehearsal.call('GET', `resource-tree/${product}${query}`),
      ),
    );

    // Assess
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404]);
    expect(await answers[1]?.json()).toMatchObject({ root: product, target: { targetType: 'preview' } });
  });

  test('shows the plan of a product that is named', async () => {
    // Prepare
    const product = await rehearsal.productOf('vm');

    // Act
    const answers = [
      await rehearsal.read(`plan?product=${product}&externalId=contoso-plan-0`),
      await rehearsal.read(`plan?product=${product}&externalId=other`),
      await rehearsal.read('plan'),
    ];

    // Assess
    expect(answers).toMatchObject([{ value: [{ product }] }, { value: [] }, { error: { code: 'badRequest' } }]);
  });

  test('tells what a job did once it is over', async () => {
    // Prepare
    const preview = await rehearsal.previewOf('vm');
    const { jobId } = await bodyOf(await rehearsal.takeLive('vm'));
    const detail = () => rehearsal.call('GET', `configure/${jobId}`);

    // Act
    const before = await detail();
    rehearsal.pass(3);
    const after = await detail();

    // Assess
    expect(before.status).toBe(400);
    expect(await after.json()).toMatchObject({ resources: [{ id: preview, target: { targetType: 'live' } }] });
  });

  test('knows no job that it did not take on', async () => {
    for (const [method, path] of [
      ['GET', 'configure/none'],
      ['GET', 'configure/none/status'],
      ['POST', 'configure/none/cancel'],
    ] as const) {
      expect((await rehearsal.call(method, path)).status).toBe(404);
    }
  });

  test.each(['GET configure', 'DELETE product/x', 'POST submission/x', 'GET resource-tree/plan/x', 'GET submission'])(
    'has no %s',
    async (call) => {
      const [method = '', path = ''] = call.split(' ');
      const answer = await rehearsal.call(method, path);
      expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: 'notFound', details: [] } }]);
    },
  );
});
