import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApiResponse } from '../../durable/api/exchange.ts';
import { type DurableEngine, openDurableEngine } from '../../durable/engine.ts';
import type { Log } from '../../log.ts';
import { type App, type InProcessApp, inProcessApp } from './in-process-app.ts';

const BASE_URL = 'http://localhost:7071/runtime/webhooks/durabletask';
const DEADLINE_MS = 10_000;

interface CallOptions {
  body?: string;
  headers?: Record<string, string>;
}

/** An engine on a journal of its own, with an in-process app. */
export interface TestHub {
  engine: DurableEngine;
  app: InProcessApp;
  journalPath: string;
  /** What the engine logged. */
  lines: string[];
  call(method: string, pathAndQuery: string, options?: CallOptions): Promise<ApiResponse>;
  start(name: string, id: string, input?: unknown): Promise<ApiResponse>;
  raise(id: string, name: string, data: unknown): Promise<ApiResponse>;
  status(id: string): Promise<Status>;
  /** Waits until the instance's status is as wanted. */
  until(id: string, isWanted: (status: Status) => boolean): Promise<Status>;
  /** Waits until the instance has ended. */
  ended(id: string): Promise<Status>;
  /** What a SIGKILL at this moment would leave: a second hub on a copy of the journal's files. */
  crashAndReopen(app?: App, durableTask?: object): TestHub;
}

export interface Status {
  name: string;
  instanceId: string;
  runtimeStatus: string;
  input: unknown;
  output: unknown;
  customStatus: unknown;
  createdTime: string;
  lastUpdatedTime: string;
  historyEvents?: Record<string, unknown>[];
}

const open = new Set<{ engine: DurableEngine; directory: string }>();

/** Ends every engine that a test opened; for `afterEach`. */
export async function closeHubs(): Promise<void> {
  for (const hub of open) {
    open.delete(hub);
    await hub.engine.stop();
    rmSync(hub.directory, { recursive: true, force: true });
  }
}

export function newDirectory(): string {
  return mkdtempSync(path.join(tmpdir(), 'durable-'));
}

/** Opens and starts an engine for the app. */
export function testHub(app: App, durableTask: object = {}, directory = newDirectory()): TestHub {
  const journalPath = path.join(directory, 'journal.db');
  const running = inProcessApp(app);
  const { functions, invoker } = running;
  const lines: string[] = [];
  const log: Log = (_, __, message) => void lines.push(message);
  const engine = openDurableEngine({ journalPath, durableTask, functions, invoker, log });
  open.add({ engine, directory });
  engine.start();

  const call: TestHub['call'] = (method, pathAndQuery, { body = '', headers = {} } = {}) => {
    const [route = '', query] = pathAndQuery.split('?');
    return engine.handle({ method, path: route, query: new URLSearchParams(query), headers, body, baseUrl: BASE_URL });
  };
  const status = async (id: string) =>
    JSON.parse((await call('GET', `instances/${id}?showHistory=true&showHistoryOutput=true`)).body);
  const until: TestHub['until'] = async (id, isWanted) => {
    for (const deadline = Date.now() + DEADLINE_MS; ; ) {
      const now = await status(id);
      if (isWanted(now)) return now;
      if (Date.now() > deadline) throw new Error(`Not so in time: ${JSON.stringify(now)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    engine,
    app: running,
    journalPath,
    lines,
    call,
    start: (name, id, input) =>
      call('POST', `orchestrators/${name}/${id}`, input === undefined ? {} : { body: JSON.stringify(input) }),
    raise: (id, name, data) =>
      call('POST', `instances/${id}/raiseEvent/${name}`, {
        body: JSON.stringify(data),
        headers: { 'content-type': 'application/json' },
      }),
    status,
    until,
    ended: (id) => until(id, ({ runtimeStatus }) => ['Completed', 'Failed', 'Terminated'].includes(runtimeStatus)),
    crashAndReopen(next = app, settings = durableTask) {
      const copy = newDirectory();
      for (const suffix of ['', '-wal']) {
        if (existsSync(journalPath + suffix))
          copyFileSync(journalPath + suffix, path.join(copy, `journal.db${suffix}`));
      }
      return testHub(next, settings, copy);
    },
  };
}
