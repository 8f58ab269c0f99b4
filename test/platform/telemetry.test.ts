import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { startTelemetry } from '../../src/platform/telemetry.ts';
import { withTraceContext } from '../../src/platform/trace-context.ts';

interface Envelope {
  name: string;
  sampleRate: number;
  tags: Record<string, string>;
  data: { baseType: string; baseData: Record<string, unknown> };
}

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

/** Receives envelopes, and plays the task hub and the marketplace for all other requests. */
async function startIngestion() {
  const envelopes: Envelope[] = [];
  const traceparents: unknown[] = [];
  const taskHub: unknown[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/v2.1/track')) {
      const items: Envelope[] = JSON.parse(Buffer.concat(chunks).toString());
      envelopes.push(...items);
      response.end(JSON.stringify({ itemsReceived: items.length, itemsAccepted: items.length, errors: [] }));
    } else {
      const isTaskHub = request.url?.startsWith('/durabletask/');
      (isTaskHub ? taskHub : traceparents).push(request.headers['traceparent']);
      response.end(JSON.stringify({ status: 'running' }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url, envelopes, traceparents, taskHub, close };
}

/** Bundled with the app's own options, because they decide what is patched and when. */
async function bundle(folder: string): Promise<string> {
  const outfile = path.join(folder, 'telemetry-process.cjs');
  await build({
    entryPoints: [path.join(__dirname, 'telemetry-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['@azure/functions-core'],
    logLevel: 'warning',
  });
  return outfile;
}

function run(file: string, url: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(path.resolve('node_modules/.bin/node'), [file, url], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

test('events, metrics, exceptions and outgoing calls are sent; they carry the trace of the operation, all of them, and nothing else is collected', async () => {
  // Prepare
  const ingestion = await startIngestion();
  const folder = await mkdtemp(path.join(tmpdir(), 'go-live-'));

  try {
    // Act
    const { code, output } = await run(await bundle(folder), ingestion.url);

    // Assess
    expect({ code, output }).toEqual({ code: 0, output: 'not collected\n' });
    const { envelopes } = ingestion;
    const ofType = (type: string) => envelopes.filter(({ data }) => data.baseType === type);
    const [accepted, outside] = ofType('EventData');
    expect(accepted).toMatchObject({
      tags: { 'ai.operation.id': TRACE_ID, 'ai.cloud.role': 'go-live' },
      data: { baseData: { name: 'golive.accepted', properties: { operation: 'one' }, measurements: { checks: 3 } } },
    });
    expect(outside?.tags['ai.operation.id']).not.toBe(TRACE_ID);
    expect(ofType('ExceptionData')).toHaveLength(1);
    expect(ofType('ExceptionData')[0]?.tags['ai.operation.id']).toBe(TRACE_ID);
    const metrics = ofType('MetricData').filter(({ data }) => JSON.stringify(data).includes('golive.'));
    expect(metrics.map(({ data }) => data.baseData)).toMatchObject([
      { metrics: [{ name: 'golive.checks', value: 8, count: 2, min: 3, max: 5 }], properties: { status: 'Succeeded' } },
      { metrics: [{ name: 'golive.checks', value: 1, count: 1, min: 1, max: 1 }], properties: { status: 'Failed' } },
    ]);
    const calls = ofType('RemoteDependencyData');
    expect(calls).toHaveLength(10);
    expect(ingestion.taskHub).toEqual([undefined]);
    expect(
      calls.every(({ tags, sampleRate }) => tags['ai.operation.id'] === TRACE_ID && (sampleRate ?? 100) === 100),
    ).toBe(true);
    expect(ingestion.traceparents.every((traceparent) => String(traceparent).startsWith(`00-${TRACE_ID}-`))).toBe(true);
    expect(ofType('RequestData')).toEqual([]);
    expect(ofType('MessageData')).toEqual([]);
    expect(JSON.stringify(envelopes)).not.toContain('CANARY');
  } finally {
    await ingestion.close();
    await rm(folder, { recursive: true });
  }
});

test('without a connection string nothing is loaded and nothing is sent', async () => {
  // Prepare
  Object.assign(process.env, {
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    KEY_VAULT_URI: 'https://contoso.vault.azure.net',
    EVENT_GRID_TOPIC_ENDPOINT: 'https://contoso.example/api/events',
    ServiceBusConnection: 'x',
  });
  delete process.env['APPLICATIONINSIGHTS_CONNECTION_STRING'];

  // Act
  const telemetry = await startTelemetry();
  telemetry.event('x', {});
  telemetry.exception(new Error('x'), {});
  await telemetry.flush();

  // Assess
  expect(Object.keys(require.cache).some((file) => file.includes('applicationinsights'))).toBe(false);
  expect(withTraceContext('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', () => 7)).toBe(7);
});
