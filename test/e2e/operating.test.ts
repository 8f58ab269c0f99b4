import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { ATTENTION_LASTS } from '../../src/activities/transition-telemetry.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

// Runs the queries of docs/operating.md against the telemetry of the real app.

const QUERIES = [
  ...readFileSync(path.resolve(__dirname, '../../docs/operating.md'), 'utf8').matchAll(/```kql\n(.*?)```/gs),
].map(([, query = '']) => query);

const ALERTS = path.resolve(__dirname, '../../infra/bicep/queries');
/** These read a row of the host, which sends telemetry of its own only in Azure ("AppRequests"). */
const OF_THE_HOST = ['telemetry-stops.kql'];
const ALERT_QUERIES = readdirSync(ALERTS)
  .filter((name) => !OF_THE_HOST.includes(name))
  .map((name): [string, string] => [name, readFileSync(path.join(ALERTS, name), 'utf8')]);

/**
 * The columns of Log Analytics for the parts of an envelope (Azure Monitor, tables "AppEvents", "AppMetrics" and
 * "AppDependencies").
 */
const COLUMNS: Record<string, (envelope: Envelope) => unknown> = {
  TimeGenerated: ({ time }) => time,
  OperationId: ({ tags }) => tags['ai.operation.id'],
  Name: nameOf,
  Properties: ({ data }) => data.baseData.properties,
  Measurements: ({ data }) => data.baseData.measurements,
  Target: ({ data }) => data.baseData.target,
  ResultCode: ({ data }) => data.baseData.resultCode,
  Success: ({ data }) => data.baseData.success,
  DurationMs: ({ data }) => data.baseData.duration,
  ItemCount: ({ data }) => data.baseData.metrics?.[0]?.count,
  Sum: ({ data }) => data.baseData.metrics?.[0]?.value,
  Max: ({ data }) => data.baseData.metrics?.[0]?.max,
};
const TABLES: Record<string, string> = {
  AppEvents: 'EventData',
  AppMetrics: 'MetricData',
  AppDependencies: 'RemoteDependencyData',
};

interface Envelope {
  time: string;
  tags: Record<string, string>;
  data: {
    baseType: string;
    baseData: {
      name?: string;
      metrics?: { name: string; value: number; count: number; max: number }[];
      properties?: Record<string, string>;
      measurements?: Record<string, number>;
      target?: string;
      resultCode?: string;
      success?: boolean;
      duration?: string;
    };
  };
}

function nameOf({ data: { baseData } }: Envelope): string | undefined {
  return baseData.name ?? baseData.metrics?.[0]?.name;
}

const { stack, client } = stackOfFile();
let envelopes: Envelope[];
let sentToTopic: { method: string }[];

beforeAll(async () => {
  const steps = (outcome: string) => ({ goLive: { steps: [{ id: 'displaycertify', seconds: 3, outcome }] } });
  await client.scenario('op-fails', steps('fails'));
  await client.scenario('op-blocked', steps('blocks'));
  await client.scenario('op-lost', { faults: [{ on: 'golive', times: 1, do: 'error-answer', status: 502 }] });
  await client.fault({ service: 'eventGrid', status: 503, times: 6 });
  const serviceBus = new ServiceBusClient(stack.endpoints().serviceBus ?? '');
  await serviceBus.createSender('golive-requests').sendMessages({ messageId: 'bad-1', body: {} });
  await serviceBus.close();
  const failing = await client.goLive('op-fails');
  const lost = await client.goLive('op-lost');
  const blocked = await client.goLive('op-blocked');
  const attended = async () =>
    ((await (await client.get(`operations/${blocked.operation.id}`)).json()) as { attention?: object }).attention;
  await waitUntil('the blocked step to need attention', attended);
  const second = await client.goLive('op-blocked', { onConflict: 'queue' });
  const queued = async () => (await client.events(second.operation.id)).some(({ type }) => type.includes('.queued.'));
  await waitUntil('the second to queue', queued);
  await fetch(`${stack.endpoints().portal}/rehearsal/publishers/contoso/offers/op-blocked/release`, { method: 'PUT' });
  for (const { operation } of [failing, blocked, second, lost])
    await client.allEvents((await client.follow(operation.id)).id);
  // The event is sent after it was stored; the host must not end before its line of telemetry is sent.
  await waitUntil('the event of the rejection', async () => {
    const events = (await (await fetch(`${stack.endpoints().admin}/events`)).json()) as { type: string }[];
    return events.some(({ type }) => type === 'dev.golive.request.rejected.v1');
  });
  // An app that is ended, as Azure does when it scales in, sends what waits; otherwise metrics would leave a minute
  // later.
  await stack.endHost();
  envelopes = (await client.telemetry()) as unknown as Envelope[];
  sentToTopic = (await (
    await fetch(`${stack.endpoints().admin}/requests?service=eventGrid`)
  ).json()) as typeof sentToTopic;
}, 90_000);

test('the page has queries', () => expect(QUERIES.length).toBeGreaterThanOrEqual(8));

test.each(QUERIES.map((query) => [query.split('\n').slice(0, 2).join(' '), query]))('%s', (_, query) => {
  // Act
  const tables = Object.keys(TABLES).filter((table) => new RegExp(`\\b${table}\\b`).test(query));
  const named = [...query.matchAll(/'(golive\.[a-z.-]+[a-z])'/g)].map(([, name]) => name);
  const columns = Object.keys(COLUMNS).filter((column) => new RegExp(`\\b${column}\\b`).test(query));
  const properties = [...query.matchAll(/\bProperties\.(\w+)/g)].map(([, name = '']) => name);
  const measurements = [...query.matchAll(/\bMeasurements\.(\w+)/g)].map(([, name = '']) => name);
  const read = envelopes.filter(({ data }) => tables.some((table) => TABLES[table] === data.baseType));
  const isNamed = (envelope: Envelope) => named.includes(nameOf(envelope) ?? '');
  const matching = named.length === 0 ? read : read.filter(isNamed);

  // Assess
  expect(tables.length).toBeGreaterThan(0);
  // Events that are sent only after a day cannot be seen here; transition-telemetry.test.ts covers them.
  const unseen = named.filter((name) => !read.some((envelope) => nameOf(envelope) === name));
  expect(unseen.filter((name) => name !== `golive.${ATTENTION_LASTS}`)).toEqual([]);
  const sent = (has: (envelope: Envelope) => unknown) => matching.some((envelope) => has(envelope) !== undefined);
  expect(columns.filter((column) => !sent((envelope) => COLUMNS[column]?.(envelope)))).toEqual([]);
  expect(properties.filter((name) => !sent(({ data }) => data.baseData.properties?.[name]))).toEqual([]);
  expect(measurements.filter((name) => !sent(({ data }) => data.baseData.measurements?.[name]))).toEqual([]);
});

test.each(ALERT_QUERIES)('the alert %s names tables, columns and properties that are sent', (_, query) => {
  // Act
  const tables = Object.keys(TABLES).filter((table) => new RegExp(`\\b${table}\\b`).test(query));
  const read = envelopes.filter(({ data }) => tables.some((table) => TABLES[table] === data.baseType));
  const columns = Object.keys(COLUMNS).filter((column) => new RegExp(`\\b${column}\\b`).test(query));
  const properties = [...query.matchAll(/\bProperties\.(\w+)/g)].map(([, name = '']) => name);

  // Assess
  expect(tables.length).toBeGreaterThan(0);
  expect(properties.length).toBeGreaterThan(0);
  expect(columns.filter((column) => !read.some((envelope) => COLUMNS[column]?.(envelope) !== undefined))).toEqual([]);
  expect(properties.filter((name) => !read.some(({ data }) => data.baseData.properties?.[name]))).toEqual([]);
});

test('each call is told once, and none to the host of the app itself', () => {
  const calls = envelopes.filter(({ data }) => data.baseType === 'RemoteDependencyData').map(nameOf);

  expect(calls.filter((name) => name === 'POST /api/events')).toHaveLength(
    sentToTopic.filter(({ method }) => method === 'POST').length,
  );
  expect(calls.filter((name) => /durabletask|getSecret|send/i.test(name ?? ''))).toEqual([]);
});

test('each thing that ended is in a metric once: what is announced again or replayed adds nothing', () => {
  // Act
  const sums = new Map<string, [count: number, seconds: number]>();
  for (const envelope of envelopes) {
    const [metric] = envelope.data.baseData.metrics ?? [];
    const { offerId, ...rest } = envelope.data.baseData.properties ?? {};
    const ending = rest['outcome'] ?? rest['code'] ?? rest['behind'] ?? rest['status'];
    const key = [metric?.name, offerId, rest['step'], ending].filter(Boolean).join(' ');
    const [count, value] = sums.get(key) ?? [0, 0];
    if (metric?.name.startsWith('golive.')) sums.set(key, [count + metric.count, value + metric.value]);
  }

  // Assess: how often each thing ended. Two operations went live for op-blocked, the second after the first.
  const counts = Object.fromEntries([...sums].map(([key, [count]]) => [key, count]));
  expect(counts).toMatchObject({
    'golive.checks op-fails Failed': 1,
    'golive.checks op-blocked Succeeded': 2,
    'golive.checks op-lost Succeeded': 1,
    'golive.settling.duration op-lost adopted': 1,
    'golive.attention.duration op-blocked PersonNeeded': 1,
    'golive.lane-wait.duration op-blocked operation': 1,
    'golive.step.duration op-fails displaycertify failed': 1,
  });
  expect(sums.get('golive.checks op-lost Succeeded')?.[1]).toBeGreaterThanOrEqual(2);
});
