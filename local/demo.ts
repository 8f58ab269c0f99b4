import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readOptions, refuse } from './command-line.ts';
import { startStack } from './stack.ts';

const PUBLISHER = 'contoso';
const OFFER = 'contoso-virtualmachineoffer';
const MAX_MS = 60_000;
const LAST_EVENT = /\.(succeeded|failed|canceled)\.v1$/;

const APIS = ['cloud-partner-portal', 'product-ingestion'];
const USAGE = `npm run demo [-- --api NAME]: takes an offer of the rehearsal marketplace live.
  --api NAME   uses this API of the marketplace (${APIS.join(' or ')}) instead of the one in the settings`;

const { api } = readOptions(USAGE, 'api');
if (api !== undefined && !APIS.includes(api)) refuse(`--api is "${api}"; wanted: ${APIS.join(' or ')}.`);

interface Operation {
  id: string;
  status: string;
  phase: string;
  marketplace?: { operationId: string; version?: string; steps: { name: string; status: string }[] };
  result?: { version?: string };
  error?: { code: string; message: string; remedy: string };
}

const started = Date.now();
const say = (line: string) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(5)}s  ${line}`);

console.log(
  'Go Live, on this machine: the app, a local Functions host, and stand-ins for Azure and the marketplace.\n',
);
const localDir = mkdtempSync(path.join(tmpdir(), 'go-live-demo-'));
process.env['GO_LIVE_LOCAL_LOG'] ??= 'error';
process.env['GO_LIVE_POLL_MIN_SECONDS'] ??= '0.3';
const stack = await startStack({ appDir: process.cwd(), localDir, port: '0' });
try {
  const { app = '', admin = '' } = stack.endpoints;
  say(`ready            ${app}`);
  process.exitCode = await goLive(app, admin);
} finally {
  await stack.stop();
  rmSync(localDir, { recursive: true, force: true });
}

/** Sends one request, then follows it by `Operation-Location` and `Retry-After` alone, as any pipeline can. */
async function goLive(app: string, admin: string): Promise<number> {
  const url = `${app}/api/publishers/${PUBLISHER}/offers/${OFFER}/golive`;
  const body = api === undefined ? undefined : JSON.stringify({ api });
  say(`POST             ${new URL(url).pathname} ${body ?? ''}`.trimEnd());
  const headers = { 'Idempotency-Key': `demo-${started}`, 'Content-Type': 'application/json' };
  const accepted = await fetch(url, { method: 'POST', headers, body });
  const location = accepted.headers.get('operation-location');
  say(`${accepted.status}              Operation-Location: ${location}`);
  if (accepted.status !== 202 || !location)
    throw new Error(`Wanted 202, got ${accepted.status}: ${await accepted.text()}`);

  console.log(`\n        Offer ${PUBLISHER}/${OFFER}, step by step:\n`);
  const operation = await follow(location);
  await showEvents(admin, operation);
  if (operation.status === 'Succeeded') {
    console.log(
      `\n${OFFER} is live, version ${operation.result?.version}. One request, one submission, nobody had to wait.`,
    );
    console.log('To see go-lives in a browser: npm start, then http://127.0.0.1:7071/api/ui');
    return 0;
  }
  const { code, message, remedy } = operation.error ?? { code: operation.status, message: '', remedy: '' };
  console.error(`\n${OFFER} is not live: ${code}. ${message} ${remedy}`);
  return 1;
}

async function follow(location: string): Promise<Operation> {
  let shown: string[] = [];
  while (Date.now() - started < MAX_MS) {
    const answer = await fetch(location);
    const operation = (await answer.json()) as Operation;
    const lines = describe(operation);
    for (const line of lines.filter((line) => !shown.includes(line))) say(line);
    shown = lines;
    if (answer.status === 200) return operation;
    // A pipeline would wait for the whole Retry-After; here a person is watching.
    await sleep(Math.min(Number(answer.headers.get('retry-after')), 0.2) * 1000);
  }
  throw new Error(`The operation did not end within ${MAX_MS / 1000} s; it showed last: ${shown.join(', ')}`);
}

/** The phase, and every step that has begun. */
function describe({ phase, status, marketplace }: Operation): string[] {
  const begun = (marketplace?.steps ?? []).filter((step) => step.status !== 'not-started');
  const steps = begun.map((step) => `                 ${step.name}: ${step.status}`);
  return phase === 'ended' ? [...steps, status] : [phase, ...steps];
}

/** The operation's status can show its end a moment before the last event arrives. */
async function showEvents(admin: string, { id: operationId }: Operation): Promise<void> {
  let events: { id: string; type: string }[] = [];
  while (!events.some(({ type }) => LAST_EVENT.test(type)) && Date.now() - started < MAX_MS) {
    const all = (await (await fetch(`${admin}/events`)).json()) as typeof events;
    events = all.filter(({ id }) => id.startsWith(`${operationId}.`));
    await sleep(50);
  }
  console.log('\n        What a subscriber of the Event Grid topic received:\n');
  for (const { id, type } of events) console.log(`        ${type.padEnd(44)} ${id}`);
}
