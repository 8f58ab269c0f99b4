import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Calls } from './client.ts';

/** The SDK's clients in a separate process. */
export interface SdkProcess {
  call<K extends keyof Calls>(call: K, ...args: Parameters<Calls[K]>): Promise<Awaited<ReturnType<Calls[K]>>>;
  end(): Promise<void>;
}

interface Answer {
  id: number;
  value?: never;
  error?: { message: string };
}

/** Starts the clients with the given app settings in their environment. */
export function startSdkProcess(settings: Record<string, string>): SdkProcess {
  const child: ChildProcess = fork(join(__dirname, 'client.ts'), {
    env: { ...process.env, ...settings },
    execArgv: [],
    serialization: 'advanced',
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer));
  child.once('exit', (code) => {
    for (const [id, answer] of waiting) answer({ id, error: { message: `The SDK process ended with code ${code}.` } });
  });
  let calls = 0;
  return {
    async call(call, ...args) {
      calls += 1;
      const id = calls;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      child.send({ id, call, args });
      const { value, error } = await answered;
      waiting.delete(id);
      if (error) throw Object.assign(new Error(), error);
      return value as never;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}
