import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { withRealEngine } from '../conformance/bench.ts';
import { startStack } from '../local/stack.ts';
import { BUNDLE } from '../tools/bundle-options.ts';
import { percentile } from '../tools/stack/bench-stack.ts';

const SECONDS = 4;
const ROUNDS = 4;

/** Time to accept a request, against a bare `startNew` endpoint of the same app on the same host, in turns. */
export function accept(): Promise<string[][]> {
  return acceptAt(200);
}

/**
 * The same on Microsoft's engine, where each start costs requests to a storage account; at a rate that it sustains
 * here.
 */
export async function acceptOnRealEngine(): Promise<string[][]> {
  return withRealEngine(async (settings) => {
    Object.assign(process.env, settings);
    return acceptAt(20);
  });
}

async function acceptAt(perSecond: number): Promise<string[][]> {
  const directory = mkdtempSync(path.join(tmpdir(), 'go-live-accept-'));
  const appDir = path.join(directory, 'app');
  await buildApp(appDir);
  process.env['GO_LIVE_LOCAL_LOG'] = 'error';
  const stack = await startStack({ appDir, localDir: path.join(directory, 'state'), port: '0' });
  try {
    const { app } = stack.endpoints;
    const bare = { url: () => `${app}/api/bare`, body: undefined };
    // Not to start before tomorrow: only the accepting is timed, not the go-lives that would follow.
    const body = JSON.stringify({ notBefore: new Date(Date.now() + 24 * 3600 * 1000).toISOString() });
    const goLive = { url: (n: number) => `${app}/api/publishers/contoso/offers/accept-${n}/golive`, body };
    const load = (targets: Target[]) => loadAt(perSecond, targets);
    await load([{ ...bare, times: [] }]);
    await load([{ ...goLive, times: [] }]);
    const apart = { bare: [] as number[], goLive: [] as number[] };
    const together = { bare: [] as number[], goLive: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      await load([{ ...bare, times: apart.bare }]);
      await load([{ ...goLive, times: apart.goLive }]);
      await load([
        { ...bare, times: together.bare },
        { ...goLive, times: together.goLive },
      ]);
    }
    const rate = `${perSecond} requests/s`;
    return [
      ...rows(together, `${rate} of both in one stream: what accepting costs`),
      ...rows(apart, `${rate} of one kind: what the work that a request starts costs the next ones, too`),
    ];
  } finally {
    await stack.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function rows(times: { bare: number[]; goLive: number[] }, how: string): string[][] {
  return [50, 99].map((percent) => {
    const [ours, least] = [percentile(times.goLive, percent), percentile(times.bare, percent)];
    const figures = `${ours.toFixed(1)} ms; bare startNew ${least.toFixed(1)} ms`;
    return [`accept a request, p${percent}`, `ratio ${(ours / least).toFixed(2)}`, `${figures}; ${how}`];
  });
}

interface Target {
  url: (n: number) => string;
  body?: string;
  times: number[];
}

/** Sends requests to the targets in turn at a steady rate, whether or not the earlier ones were answered. */
async function loadAt(perSecond: number, targets: Target[]): Promise<void> {
  const answers: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < perSecond * SECONDS; n++) {
    const due = began + (n * 1000) / perSecond;
    await sleep(Math.max(due - performance.now(), 0));
    const target = targets[n % targets.length];
    if (target) answers.push(timed(target.url(n), target.body, target.times));
  }
  await Promise.all(answers);
  // Work started by the requests continues in the background; the next load must not pay for it.
  await sleep(2000);
}

/** Each request has its own key, because claiming a key is part of accepting. */
let keys = 0;

async function timed(url: string, body: string | undefined, times: number[]): Promise<void> {
  const began = performance.now();
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `accept-${keys++}` };
  const response = await fetch(url, { method: 'POST', body, headers });
  await response.arrayBuffer();
  if (response.status !== 202) throw new Error(`Wanted 202, got ${response.status} from ${url}.`);
  times.push(performance.now() - began);
}

async function buildApp(appDir: string): Promise<void> {
  mkdirSync(path.join(appDir, 'dist'), { recursive: true });
  await build({ ...BUNDLE, entryPoints: ['tools/bench/accept-app.ts'], outfile: path.join(appDir, 'dist/index.cjs') });
  await copyFile('host.json', path.join(appDir, 'host.json'));
  writeFileSync(path.join(appDir, 'package.json'), JSON.stringify({ type: 'module', main: 'dist/index.cjs' }));
}
