import { readdirSync, readFileSync } from 'node:fs';
import { type RunningStack, until } from './running-stack.ts';

/** SIGKILL to the app's process alone, as soon as there is one; the host starts another one by itself. */
export async function killWorker(stack: RunningStack): Promise<void> {
  const { host } = stack.endpoints().pids;
  if (host === undefined) throw new Error('No host is running.');
  const worker = await until('an app process', () => childrenOf(host)[0]);
  process.kill(worker, 'SIGKILL');
  await until('the app process to be gone', () => !childrenOf(host).includes(worker));
}

/** The host has one child: the app's process. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    // "pid (name) state parent ...": the name may hold anything, a parenthesis too.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}
