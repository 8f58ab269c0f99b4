import { readdirSync, readFileSync } from 'node:fs';
import { waitUntil } from '../../test/wait-until.ts';
import { parentOf } from './freeze.ts';
import type { RunningStack } from './running-stack.ts';

/** Kills only the app's process with SIGKILL, as soon as there is one; the host restarts it by itself. */
export async function killWorker(stack: RunningStack): Promise<void> {
  const { host } = stack.endpoints().pids;
  if (host === undefined) throw new Error('No host is running.');
  const worker = await waitUntil('an app process', () => workersOf(host)[0]);
  process.kill(worker, 'SIGKILL');
  await waitUntil('the app process to be gone', () => !workersOf(host).includes(worker));
}

/** A durable engine may be a child of the host as well, so the app's process is identified by its entry file. */
function workersOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid && /\/worker\/main\./.test(commandOf(name)))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
