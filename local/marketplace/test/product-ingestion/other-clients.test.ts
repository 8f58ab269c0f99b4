import { type MarketplaceUnderTest, startMarketplaceUnderTest } from '../marketplace-under-test.ts';

// Requests as real clients of others send them; each client continues only with the answer that it expects.

let rehearsal: MarketplaceUnderTest;

beforeEach(async () => {
  rehearsal = await startMarketplaceUnderTest();
});
afterEach(() => rehearsal.marketplace.close());

interface Resource extends Record<string, unknown> {
  $schema: string;
  id: string;
}

async function send<Body>(call: string, body?: object): Promise<Body> {
  const [method = '', path = ''] = call.split(' ');
  const answer = await fetch(`${rehearsal.marketplace.url}/rp/product-ingestion${path}`, {
    method,
    headers: { authorization: 'Bearer token', accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.status !== 200 && answer.status !== 202)
    throw new Error(`${call}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

interface Job {
  jobId: string;
  jobStatus: string;
  jobResult: string;
}

/** Sends resources, lets the job's time pass, and returns its result. */
async function configure(path: string, version: string, resources: object[], query = ''): Promise<string> {
  const $schema = `https://schema.mp.microsoft.com/schema/configure/${version}`;
  const { jobId } = await send<Job>(`POST ${path}configure${query}`, { $schema, resources });
  rehearsal.pass(5);
  const { jobStatus, jobResult } = await send<Job>(`GET ${path}configure/${jobId}/status${query}`);
  return `${jobStatus}/${jobResult}`;
}

const of = (resources: Resource[], kind: string) =>
  resources.filter(({ $schema }) => $schema.includes(`/schema/${kind}/`));
const TECHNICAL = 'virtual-machine-plan-technical-configuration';

test("SUSE's azure-img-utils adds an image, publishes and goes live, with a slash too many and no $version", async () => {
  // Act
  const { value } = await send<{ value: Resource[] }>('GET //product?externalid=vm');
  const product = value[0]?.id ?? '';
  const guid = product.replace('product/', '');
  const { resources } = await send<{ resources: Resource[] }>(`GET //resource-tree/${product}?targetType=draft`);
  const plan = of(resources, 'plan').find(
    ({ identity }) => (identity as { externalId: string }).externalId === 'contoso-plan-0',
  );
  const technical = of(resources, TECHNICAL).find((each) => each['plan'] === plan?.id);
  const skus = technical?.['skus'] as { skuId: string; imageType: string }[];
  const added = { versionNumber: '2026.01.01', vmImages: [{ imageType: skus[0]?.imageType }] };
  const changed = { ...technical, vmImageVersions: [...((technical?.['vmImageVersions'] ?? []) as object[]), added] };
  const draft = await configure('//', '2022-03-01-preview2', [changed]);
  const $schema = 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2';
  const preview = await configure('//', '2022-03-01-preview2', [
    { $schema, product, target: { targetType: 'preview' } },
  ]);
  const list = await send<{ value: (Resource & { target: { targetType: string } })[] }>(`GET //submission/${guid}`);
  const id = list.value.find(({ target }) => target.targetType === 'preview')?.id;
  const live = await configure('//', '2022-03-01-preview2', [{ $schema, id, product, target: { targetType: 'live' } }]);

  // Assess
  expect(skus).toEqual([{ imageType: 'x64Gen2', skuId: 'contoso-plan-0' }]);
  expect([draft, preview, live]).toEqual(['completed/succeeded', 'completed/succeeded', 'completed/succeeded']);
  expect((await rehearsal.look('vm')).offer.slots).toMatchObject({ preview: 3, production: 3 });
});

test('cloudpub finds a product by its list, reads the whole tree, and sends back the submissions that it read', async () => {
  // Prepare
  await rehearsal.look('vm');
  const query = '?$version=2022-07-01';

  // Act
  const { value } = await send<{ value: (Resource & { identity: { externalId: string } })[] }>(`GET /product${query}`);
  const guid = (value.find(({ identity }) => identity.externalId === 'vm')?.id ?? '').replace('product/', '');
  const tree = await send<{ resources: Resource[] }>(`GET /resource-tree/product/${guid}${query}&targetType=preview`);
  const submissions = async () =>
    (await send<{ value: Resource[] }>(`GET /submission/${guid}${query}`)).value as (Resource & {
      target: { targetType: string };
    })[];
  const draft = (await submissions()).find(({ target }) => target.targetType === 'draft');
  const submission = 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2';
  const toPreview = { ...draft, $schema: submission, target: { targetType: 'preview' } };
  const previewed = await configure('/', '2022-07-01', [toPreview], query);
  const preview = (await submissions()).find(({ target }) => target.targetType === 'preview');
  const live = await configure(
    '/',
    '2022-07-01',
    [{ ...preview, $schema: submission, target: { targetType: 'live' } }],
    query,
  );

  // Assess
  const kinds = ['product', 'plan', 'property', TECHNICAL, 'submission'];
  expect(kinds.map((kind) => of(tree.resources, kind).length)).toEqual([1, 1, 1, 1, 1]);
  expect(of(tree.resources, 'plan')[0]).toMatchObject({ azureRegions: ['azureGlobal'] });
  expect([previewed, live]).toEqual(['completed/succeeded', 'completed/succeeded']);
});
