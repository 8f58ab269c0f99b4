import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IngestionUnderTest, startIngestionUnderTest } from './ingestion-under-test.ts';

const README = readFileSync(join(process.cwd(), 'local/marketplace/README.md'), 'utf8');
const SECTION = README.split('### At the Product Ingestion API')[1]?.split('\n## ')[0] ?? '';
const EXAMPLES = [...SECTION.matchAll(/faults '(\{.*\})'/g)].map(([, rules = '']) => rules);

describe('the examples for the Product Ingestion API', () => {
  let rehearsal: IngestionUnderTest;

  beforeEach(async () => {
    rehearsal = await startIngestionUnderTest();
  });

  afterEach(() => rehearsal.marketplace.close());

  /** A call of a client that does not wait for delayed answers and accepts every answer. */
  const impatient = (method: string, path: string) =>
    rehearsal.call(method, path, { signal: AbortSignal.timeout(500) }).catch(() => undefined);

  test.each(EXAMPLES)('%s strikes a go-live', async (rules) => {
    // Prepare
    const preview = await rehearsal.previewOf('vm');
    const scripted = await rehearsal.script('vm', { faults: JSON.parse(`[${rules}]`) });

    // Act
    await rehearsal.takeLive('vm', preview);
    const { offer } = await rehearsal.look('vm');
    const job = `configure/${offer.operations[0]?.id ?? 'none'}`;
    for (let call = 0; call < 4; call++) await impatient('GET', `${job}/status`);
    await impatient('GET', preview.replace(/\/\d+$/, ''));
    await impatient('POST', `${job}/cancel`);

    // Assess
    const { requests } = await rehearsal.look('vm');
    const struck = new Set(requests.flatMap(({ faults = [] }) => faults));
    expect(scripted.status).toBe(200);
    expect([...rules.matchAll(/"do": "([a-z-]+)"/g)].filter(([, name = '']) => !struck.has(name))).toEqual([]);
  });

  test('are there', () => {
    expect(EXAMPLES.length).toBeGreaterThan(20);
  });
});
