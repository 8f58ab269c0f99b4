import type { RunningStack } from '../stack/running-stack.ts';

/** Kills the host with SIGKILL and starts another one on the same directory. */
export async function killHost(stack: RunningStack): Promise<void> {
  await stack.killHost();
  await stack.startHost();
}
