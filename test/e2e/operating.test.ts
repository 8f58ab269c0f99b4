import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clientOf } from './client.ts';
import { type RunningStack, startStack, until } from './running-stack.ts';

// The queries of docs/operating.md against what a run of the real app really sends.

const QUERIES = [
  ...readFileSync(path.resolve(__dirname, '../../docs/operating.md'), 'utf8').matchAll(/```kql\n(.*?)```/gs),
].map(([, query = '']) => query);

/** What Log Analytics calls the parts of an envelope (Azure Monitor, tables "AppEvents" and "AppDependencies"). */
const COLUMNS: Record<string, (envelope: Envelope) => unknown> = {
  TimeGenerated: ({ time }) => time,
  OperationId: ({ tags }) => tags['ai.operation.id'],
  Name: ({ data }) => data.baseData.name,
  Properties: ({ data }) => data.baseData.properties,
  Measurements: ({ data }) => data.baseData.measurements,
  Target: ({ data }) => data.baseData.target,
  ResultCode: ({ data }) => data.baseData.resultCode,
  Success: ({ data }) => data.baseData.success,
  DurationMs: ({ data }) => data.baseData.duration,
};
const TABLES: Record<string, string> = { AppEvents: 'EventData', AppDependencies: 'RemoteDependencyData' };

interface Envelope {
  time: string;
  tags: Record<string, string>;
  data: {
    baseType: string;
    baseData: {
      name: string;
      properties?: Record<string, string>;
      measurements?: Record<string, number>;
      target?: string;
      resultCode?: string;
      success?: boolean;
      duration?: string;
    };
  };
}

let stack: RunningStack;
let envelopes: Envelope[];

beforeAll(async () => {
  stack = await startStack();
  const client = clientOf(stack);
  const steps = (outcome: string) => ({ goLive: { steps: [{ id: 'displaycertify', seconds: 1, outcome }] } });
  await client.scenario('op-fails', steps('fails'));
  await client.scenario('op-blocked', steps('blocks'));
  await client.fault({ service: 'eventGrid', status: 503, times: 6 });
  const failing = await client.goLive('op-fails');
  const blocked = await client.goLive('op-blocked');
  const second = await client.goLive('op-blocked', { onConflict: 'queue' });
  const attended = async () =>
    ((await (await client.get(`operations/${blocked.operation.id}`)).json()) as { attention?: object }).attention;
  await until('the blocked step to need attention', attended);
  await fetch(`${stack.endpoints().portal}/rehearsal/publishers/contoso/offers/op-blocked/release`, { method: 'PUT' });
  for (const { operation } of [failing, blocked, second])
    await client.allEvents((await client.follow(operation.id)).id);
  envelopes = await until('the telemetry of the last end', async () => {
    const seen = (await client.telemetry()) as unknown as Envelope[];
    const ended = seen.filter(({ data }) => /^golive\.(succeeded|failed)$/.test(data.baseData.name));
    // Events and calls are sent apart, every few seconds.
    return ended.length >= 3 && seen.some(({ data }) => data.baseType === 'RemoteDependencyData') && seen;
  });
}, 90_000);
afterAll(() => stack?.stop(), 30_000);

test('the page has queries', () => expect(QUERIES.length).toBeGreaterThanOrEqual(7));

test.each(QUERIES.map((query) => [query.split('\n').slice(0, 2).join(' '), query]))('%s', (_, query) => {
  // Act
  const tables = Object.keys(TABLES).filter((table) => new RegExp(`\\b${table}\\b`).test(query));
  const named = [...query.matchAll(/'(golive\.[a-z-]+)'/g)].map(([, name]) => name);
  const columns = Object.keys(COLUMNS).filter((column) => new RegExp(`\\b${column}\\b`).test(query));
  const properties = [...query.matchAll(/\bProperties\.(\w+)/g)].map(([, name = '']) => name);
  const measurements = [...query.matchAll(/\bMeasurements\.(\w+)/g)].map(([, name = '']) => name);
  const read = envelopes.filter(({ data }) => tables.some((table) => TABLES[table] === data.baseType));
  const matching = named.length === 0 ? read : read.filter(({ data }) => named.includes(data.baseData.name));

  // Assess
  expect(tables.length).toBeGreaterThan(0);
  expect(named.filter((name) => !read.some(({ data }) => data.baseData.name === name))).toEqual([]);
  const sent = (has: (envelope: Envelope) => unknown) => matching.some((envelope) => has(envelope) !== undefined);
  expect(columns.filter((column) => !sent((envelope) => COLUMNS[column]?.(envelope)))).toEqual([]);
  expect(properties.filter((name) => !sent(({ data }) => data.baseData.properties?.[name]))).toEqual([]);
  expect(measurements.filter((name) => !sent(({ data }) => data.baseData.measurements?.[name]))).toEqual([]);
});
