import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAzurite } from '../local/azure/storage/azurite.ts';
import { withStack } from '../tools/stack/bench-stack.ts';
import { countRequests, requestsSince, type StorageRequests, scaled, shownByKind, totalOf } from './access-log.ts';
import { buildDotnetHost, missingDotnet } from './dotnet-build.ts';
import { ENGINE_MODULES } from './engines.ts';

const GO_LIVES = 3;
const IDLE_MINUTES = 5;
const WAITING_MINUTES = 5;
/** The time after work until the queues' pollers have reached their longest pause. */
const QUIET_SECONDS = 45;
/** Longer than the pollers' longest pause, so looks that are even further apart cost the same. */
const SECONDS_BETWEEN_LOOKS = 60;
/** `GO_LIVE_POLL_MAX_SECONDS` of the default schedule. */
const MAX_SECONDS_BETWEEN_LOOKS = 600;
const MAX_MS = 120_000;

type Endpoints = Parameters<Parameters<typeof withStack>[1]>[0]['endpoints'];

/** The app's storage requests on Microsoft's durable engine, with host.json unchanged; the latencies are Azurite's. */
export function realEngine(): Promise<string[][]> {
  return withRealEngine(async (engine, accessLog) => {
    const count = () => countRequests(accessLog);
    const pace = { GO_LIVE_POLL_MIN_SECONDS: '1', GO_LIVE_POLL_MAX_SECONDS: '10' };
    const { idle, goLives } = await withStack({ ...engine, ...pace }, async ({ endpoints }) => {
      await goLive(endpoints, 'warm-up');
      const idle = await during(IDLE_MINUTES * 60, count);
      const goLives: { seconds: number; requests: StorageRequests }[] = [];
      for (let n = 0; n < GO_LIVES; n++) {
        const before = count();
        const seconds = await goLive(endpoints, `measured-${n}`);
        // The operation ends after its last event, and the pollers come to rest much later; all of that is part of its
        // cost.
        await sleep(QUIET_SECONDS * 1000);
        const idleMeanwhile = scaled(idle, (seconds + QUIET_SECONDS) / (IDLE_MINUTES * 60));
        goLives.push({ seconds, requests: requestsSince(idleMeanwhile, requestsSince(before, count())) });
      }
      return { idle, goLives };
    });
    const apart = String(SECONDS_BETWEEN_LOOKS);
    const looks = { GO_LIVE_POLL_MIN_SECONDS: apart, GO_LIVE_POLL_MAX_SECONDS: apart };
    const waiting = await withStack({ ...engine, ...looks }, async ({ endpoints }) => {
      await waitAtTheMarketplace(endpoints);
      return during(WAITING_MINUTES * 60, count);
    });
    return [...goLives.map(goLiveRow), idleRow(idle), waitingRow(idle, waiting)];
  });
}

/** Measures with the settings that make a local host run Microsoft's engine, on a storage account of its own. */
export async function withRealEngine(
  measure: (settings: Record<string, string>, accessLog: string) => Promise<string[][]>,
): Promise<string[][]> {
  const missing = missingDotnet();
  if (missing !== undefined) return [['real engine', 'not measured', missing]];
  buildDotnetHost();
  const directory = mkdtempSync(path.join(tmpdir(), 'go-live-bench-azurite-'));
  const azurite = await startAzurite(directory, { inMemory: true });
  const settings = {
    LOCAL_DURABLE_ENGINE: ENGINE_MODULES.real,
    CONFORMANCE_STORAGE: azurite.connectionString,
    LOCAL_STORAGE: azurite.connectionString,
  };
  try {
    return await measure(settings, azurite.accessLog);
  } finally {
    await azurite.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function goLiveRow({ seconds, requests }: { seconds: number; requests: StorageRequests }): string[] {
  const how = `to the last event, looks every 1 to 10 s; ${totalOf(requests)} storage requests beyond the idle ones: ${shownByKind(requests)}`;
  return ['real engine: one go-live', `${seconds.toFixed(1)} s`, how];
}

function idleRow(idle: StorageRequests): string[] {
  const hour = scaled(idle, 60 / IDLE_MINUTES);
  const how = `storage requests, scaled from ${IDLE_MINUTES} measured minutes: ${shownByKind(hour)}`;
  return ['real engine: an idle hour', String(totalOf(hour)), how];
}

function waitingRow(idle: StorageRequests, waiting: StorageRequests): string[] {
  const measuredLooks = (WAITING_MINUTES * 60) / SECONDS_BETWEEN_LOOKS;
  const more = requestsSince(scaled(idle, WAITING_MINUTES / IDLE_MINUTES), waiting);
  const looksADay = (24 * 3600) / MAX_SECONDS_BETWEEN_LOOKS;
  const day = scaled(more, looksADay / measuredLooks);
  const how =
    `storage requests beyond the idle ones, ${looksADay} looks; scaled from ${WAITING_MINUTES} measured minutes with ` +
    `${measuredLooks} looks, ${(totalOf(more) / measuredLooks).toFixed(0)} requests each: ${shownByKind(day)}`;
  return ['real engine: a waiting day', String(totalOf(day)), how];
}

async function during(seconds: number, count: () => StorageRequests): Promise<StorageRequests> {
  await sleep(QUIET_SECONDS * 1000);
  const before = count();
  await sleep(seconds * 1000);
  return requestsSince(before, count());
}

/** Requests a go-live of the default scenario; returns the seconds until its last event. */
async function goLive(endpoints: Endpoints, offer: string): Promise<number> {
  const began = performance.now();
  const id = await ask(endpoints, offer);
  // Follows events instead of the operation, because each read of the operation would be a storage request too.
  await untilEvent(endpoints, id, 'succeeded');
  return (performance.now() - began) / 1000;
}

/** Requests a go-live whose first step outlasts the measurement; returns when the marketplace has accepted it. */
async function waitAtTheMarketplace(endpoints: Endpoints): Promise<void> {
  const scenario = { goLive: { steps: [{ id: 'live', seconds: 24 * 3600 }] } };
  await fetch(`${endpoints.portal}/rehearsal/publishers/contoso/offers/waiting`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(scenario),
  });
  await untilEvent(endpoints, await ask(endpoints, 'waiting'), 'submitted');
}

async function ask(endpoints: Endpoints, offer: string): Promise<string> {
  const response = await fetch(`${endpoints.app}/api/publishers/contoso/offers/${offer}/golive`, { method: 'POST' });
  if (response.status !== 202) throw new Error(`Wanted 202, got ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

async function untilEvent({ admin }: Endpoints, operationId: string, name: string): Promise<void> {
  for (const deadline = Date.now() + MAX_MS; Date.now() < deadline; await sleep(100)) {
    const events = (await (await fetch(`${admin}/events`)).json()) as { type: string; subject: string }[];
    if (events.some(({ type, subject }) => subject === `operations/${operationId}` && type.endsWith(`.${name}.v1`)))
      return;
  }
  throw new Error(`Waited ${MAX_MS} ms for the event "${name}" of the operation ${operationId}.`);
}
