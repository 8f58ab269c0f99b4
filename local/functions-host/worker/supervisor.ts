import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Settings } from '../app-settings.ts';
import {
  FunctionFailed,
  type FunctionInvoker,
  type Invocation,
  type InvocationResponse,
  WorkerGone,
} from '../invocation.ts';
import type { Log } from '../log.ts';
import type { FromWorker, LoadedApp, ToWorker } from './protocol.ts';

export interface SupervisorOptions {
  /** Path of the worker process's entry file. */
  entry: string;
  appDir: string;
  /** The host's gRPC address, which each worker receives at its start. */
  functionsUri: string;
  settings: Settings;
  log: Log;
}

/** The worker process, started again whenever it ends. */
export interface Supervisor extends FunctionInvoker {
  /**
   * Starts the first worker.
   * @throws Error when the app cannot be loaded.
   */
  start(): Promise<LoadedApp>;
  /**
   * The app as loaded by the current worker; waits while one starts.
   * @throws WorkerGone when no worker came up in time.
   */
  loaded(): Promise<LoadedApp>;
  pid(): number | undefined;
  /** Ends the worker for good: asks it, then kills it. */
  stop(): Promise<void>;
}

interface Call {
  resolve(response: InvocationResponse): void;
  reject(error: Error): void;
}

/** A worker that lived shorter than this was probably killed by its own start-up code. */
const QUICK_DEATH_MS = 5_000;
const MAX_BACKOFF_MS = 10_000;
/** How long a call waits for a worker that is starting. */
const WAIT_FOR_WORKER_MS = 15_000;
const TERMINATE_WITHIN_MS = 3_000;

/** Runs the app in a separate process, so that a crash of the app does not crash the host. */
export function superviseWorker({ entry, appDir, functionsUri, settings, log }: SupervisorOptions): Supervisor {
  let child: ChildProcess | undefined;
  let current: LoadedApp | undefined;
  let ready = Promise.withResolvers<LoadedApp>();
  let restart: NodeJS.Timeout | undefined;
  let quickDeaths = 0;
  let stopping = false;
  let firstFunctions: string | undefined;
  const calls = new Map<string, Call>();

  function launch(): void {
    const startedAt = Date.now();
    const worker = fork(entry, [appDir, '--functions-uri', functionsUri], {
      env: settings,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = worker;
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') {
        warnIfChanged(message.app);
        current = message.app;
        ready.resolve(current);
      } else if (message.kind === 'notLoaded') {
        const why = `The app cannot be loaded: ${message.message}`;
        if (firstFunctions === undefined) ready.reject(new Error(why));
        else log('error', 'Host', why);
        worker.kill('SIGKILL');
      } else receive(message);
    });
    worker.on('disconnect', () => {
      if (!current) return;
      current = undefined;
      ready = Promise.withResolvers();
    });
    // A message that cannot be sent belongs to a worker whose end the 'close' event reports.
    worker.on('error', (error) => log('debug', 'Host', `worker process: ${error.message}`));
    // 'close' comes after the last message was read, so an answer that was still sent is not lost.
    worker.on('close', (code, signal) => {
      const isFirst = firstFunctions === undefined;
      child = undefined;
      for (const call of calls.values()) call.reject(new WorkerGone());
      calls.clear();
      if (stopping) return;
      const how = signal ? `by ${signal}` : `with exit code ${code}`;
      if (isFirst) {
        ready.reject(new Error(`The app's process ended ${how} before the app was loaded; what it printed says why.`));
        return;
      }
      quickDeaths = Date.now() - startedAt < QUICK_DEATH_MS ? quickDeaths + 1 : 0;
      const delay = quickDeaths < 2 ? 0 : Math.min(250 * 2 ** (quickDeaths - 2), MAX_BACKOFF_MS);
      log('warning', 'Host', `The app's process ended ${how}; a new one starts${delay > 0 ? ` in ${delay} ms` : ''}.`);
      restart = setTimeout(launch, delay);
    });
  }

  function warnIfChanged({ functions }: LoadedApp): void {
    const text = JSON.stringify(functions);
    firstFunctions ??= text;
    if (text !== firstFunctions)
      log('warning', 'Host', 'The app now registers different functions. Restart the host to use them.');
  }

  function receive(message: Exclude<FromWorker, { kind: 'ready' | 'notLoaded' }>): void {
    if (message.kind === 'log') {
      const of = message.functionName === undefined ? 'Function' : `Function.${message.functionName}`;
      log(message.level, message.origin === 'user' ? `${of}.User` : 'Worker', message.message);
      return;
    }
    const call = calls.get(message.invocationId);
    calls.delete(message.invocationId);
    if (message.kind === 'answered') call?.resolve(message.response);
    else call?.reject(new FunctionFailed(message.message, message.stack));
  }

  async function loaded(): Promise<LoadedApp> {
    if (current) return current;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new WorkerGone()), WAIT_FOR_WORKER_MS);
    });
    try {
      return await Promise.race([ready.promise, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    start() {
      launch();
      return ready.promise;
    },
    loaded,
    pid: () => child?.pid,
    async invoke(invocation: Invocation) {
      await loaded();
      const worker = child;
      if (!worker?.connected || stopping) throw new WorkerGone();
      const invocationId = invocation.invocationId ?? randomUUID();
      const message: ToWorker = { kind: 'invoke', invocationId, invocation };
      return new Promise((resolve, reject) => {
        calls.set(invocationId, { resolve, reject });
        worker.send(message);
      });
    },
    async stop() {
      stopping = true;
      clearTimeout(restart);
      ready.promise.catch(() => {});
      ready.reject(new WorkerGone());
      const worker = child;
      if (!worker) return;
      const closed = new Promise((resolve) => worker.once('close', resolve));
      const message: ToWorker = { kind: 'terminate' };
      if (worker.connected) worker.send(message);
      const kill = setTimeout(() => worker.kill('SIGKILL'), TERMINATE_WITHIN_MS);
      await closed;
      clearTimeout(kill);
    },
  };
}
