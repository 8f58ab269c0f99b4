import { readdirSync, readFileSync } from 'node:fs';
import type { RunningStack } from './running-stack.ts';

/** Stops the host with all its processes, as on a suspended machine; the returned function resumes them. */
export function freezeHost(stack: RunningStack): () => void {
  const { host } = stack.endpoints().pids;
  if (host === undefined) throw new Error('No host is running.');
  const frozen = treeOf(host);
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
  };
}

/** A process and its descendants, parents first. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const parent = parentOf(name);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

/** Undefined when the process has already ended. */
export function parentOf(pid: string): number | undefined {
  try {
    // "pid (name) state parent ...": the name may contain anything, even a parenthesis.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}
