import { setTimeout as sleep } from 'node:timers/promises';
import { settingsWithStandIns } from '../local/settings.ts';
import { startHostPart } from '../local/stack.ts';
import { inParallel, residentBytes, withStack } from '../tools/stack/bench-stack.ts';

const WAITING = 10_000;
const WARM_UP = 2000;
const AT_ONCE = 64;
const SETTLED_MS = 3000;

/** The host memory that an operation uses while it waits on a durable timer. */
export async function waitingMemory(): Promise<string[][]> {
  return withStack({}, async ({ endpoints, stop: _ }, localDir) => {
    const pid = endpoints.pids.host ?? 0;
    const settings = await settingsWithStandIns(process.cwd(), localDir);
    const emptyBytes = await restartedHostBytes(`${localDir}/empty`, settings);
    const app = endpoints.app ?? '';
    await startWaiting(app, 'warm-up', WARM_UP);
    const before = await settledBytes(pid);
    await startWaiting(app, 'waiting', WAITING);
    const after = await settledBytes(pid);
    process.kill(pid, 'SIGKILL');
    await sleep(500);
    const restarted = await restartedHostBytes(localDir, settings);
    return [
      [
        'memory per waiting operation',
        perOperation(after - before, WAITING),
        `host that took in ${WAITING}, after a warm-up of ${WARM_UP}`,
      ],
      [
        'the same, restarted host',
        perOperation(restarted - emptyBytes, WAITING + WARM_UP),
        'against a host with an empty journal',
      ],
    ];
  });
}

async function startWaiting(app: string, prefix: string, count: number): Promise<void> {
  const notBefore = new Date(Date.now() + 24 * 3600 * 1000).toISOString();
  await inParallel(count, AT_ONCE, async (index) => {
    const response = await fetch(`${app}/api/publishers/contoso/offers/${prefix}-${index}/golive`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ notBefore }),
    });
    await response.arrayBuffer();
    if (response.status !== 202) throw new Error(`Wanted 202, got ${response.status}.`);
  });
}

async function settledBytes(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let looks = 0; looks < 3; looks++) {
    await sleep(SETTLED_MS);
    least = Math.min(least, residentBytes(pid));
  }
  return least;
}

async function restartedHostBytes(state: string, settings: NodeJS.ProcessEnv): Promise<number> {
  const host = await startHostPart(['--app', '.', '--port', '0', '--state', state], settings);
  const bytes = await settledBytes(host.pid);
  await host.stop();
  return bytes;
}

function perOperation(bytes: number, operations: number): string {
  return `${(bytes / operations / 1024).toFixed(2)} KB`;
}
