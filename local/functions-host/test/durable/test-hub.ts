import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TIME_FACTOR } from '../../../../test/patience.ts';
import { waitUntil } from '../../../../test/wait-until.ts';
import type { ApiResponse } from '../../durable/api/exchange.ts';
import { type DurableEngine, type OpenEngine, openEngine as openLocalEngine } from '../../durable/engine.ts';
import type { Log } from '../../log.ts';
import { type App, type InProcessApp, inProcessApp } from './in-process-app.ts';

const BASE_URL = 'http://localhost:7071/runtime/webhooks/durabletask';
const DEADLINE_MS = 10_000;

// The engine that the environment names, as for the host; else the local one.
const ENGINE = process.env['LOCAL_DURABLE_ENGINE'];
const { openEngine } = ENGINE
  ? jest.requireActual<{ openEngine: OpenEngine }>(path.resolve(ENGINE))
  : { openEngine: openLocalEngine };

interface CallOptions {
  body?: string;
  headers?: Record<string, string>;
}

/** An engine that keeps its state elsewhere than in its directory must provide its own way to crash. */
type TestedEngine = DurableEngine & { crash?(): Promise<void> };

/** An engine on a directory of its own, with an in-process app. */
export interface TestHub {
  engine: Promise<TestedEngine>;
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
  /**
   * Opens what a SIGKILL at this moment would leave: a second hub on a copy of the journal's files, or, once the
   * engine's own process was killed, on the same storage.
   */
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

const open = new Set<{ engine: Promise<TestedEngine>; directory: string }>();

/** Ends every engine that a test opened; for `afterEach`. */
export async function closeHubs(): Promise<void> {
  for (const hub of open) {
    open.delete(hub);
    const engine = await hub.engine;
    // Nothing resumes what it leaves, so an orderly end is not worth the wait.
    await (engine.crash ? engine.crash() : engine.stop());
    rmSync(hub.directory, { recursive: true, force: true });
  }
}

export function newDirectory(): string {
  return mkdtempSync(path.join(tmpdir(), 'durable-'));
}

/** Opens and starts an engine for the app. */
export function testHub(
  app: App,
  durableTask: object = {},
  directory = newDirectory(),
  crashed?: Promise<void>,
): TestHub {
  const running = inProcessApp(app);
  const { functions, invoker } = running;
  const journalPath = path.join(directory, 'journal.db');
  const lines: string[] = [];
  const log: Log = (_, __, message) => void lines.push(message);
  const urls = { rpcBaseUrl: 'http://localhost:17071/durabletask/', baseUrl: BASE_URL };
  const start = (engine: TestedEngine) => {
    engine.start();
    return engine;
  };
  const opening = () => openEngine({ stateDir: directory, durableTask, functions, invoker, log, urls });
  const opened = crashed ? crashed.then(opening) : opening();
  const engine = 'then' in opened ? opened.then(start) : Promise.resolve(start(opened));
  open.add({ engine, directory });

  const call: TestHub['call'] = async (method, pathAndQuery, { body = '', headers = {} } = {}) => {
    const [route = '', query] = pathAndQuery.split('?');
    const request = { method, path: route, query: new URLSearchParams(query), headers, body, baseUrl: BASE_URL };
    return (await engine).handle(request);
  };
  const status = async (id: string): Promise<Status> => {
    const whole = await call('GET', `instances/${id}?showHistory=true&showHistoryOutput=true`);
    // Microsoft's engine cannot show every history and returns nothing for an instance that does not exist.
    const shown = whole.status === 400 ? await call('GET', `instances/${id}`) : whole;
    return JSON.parse(shown.body || '{}');
  };
  const until: TestHub['until'] = (id, isSo) =>
    waitUntil(`instance ${id}`, () => status(id), { isSo, withinMs: DEADLINE_MS, everyMs: 5 * TIME_FACTOR });
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
      if (!existsSync(journalPath)) {
        const killed = engine.then((running) => running.crash?.());
        return testHub(next, settings, directory, killed);
      }
      const copy = newDirectory();
      for (const suffix of ['', '-wal']) {
        if (existsSync(journalPath + suffix))
          copyFileSync(journalPath + suffix, path.join(copy, `journal.db${suffix}`));
      }
      return testHub(next, settings, copy);
    },
  };
}
