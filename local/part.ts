import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** One of the processes that make up the local stack. */
export interface Part {
  pid: number;
  /** The message that the process sent when it was ready. */
  ready: unknown;
  /** Resolves when the process has ended: with the exit code, or with the signal's name. */
  ended: Promise<number | string>;
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;

/**
 * Starts a process of the stack and waits until it is ready. It ends with this one.
 * @throws Error when it ends before.
 */
export async function startPart(
  entry: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  nodeOptions: string[] = [],
): Promise<Part> {
  const child = fork(entry, args, {
    env,
    execArgv: [...process.execArgv, ...nodeOptions],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message),
    ended.then(endedEarly(entry)),
  ]);
  return { pid: child.pid ?? 0, ready, ended, stop: () => stop(child, ended) };
}

function endedEarly(entry: string) {
  return (how: number | string): never => {
    throw new Error(`${entry} ended (${how}) before it was ready; what it printed says why.`);
  };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM');
  const giveUp = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(giveUp);
}
