import path from 'node:path';
import type { FunctionInvoker, FunctionMetadata } from '../invocation.ts';
import type { Log } from '../log.ts';
import { runActivity } from './activities/run-activity.ts';
import { type ClientUrls, durableClientBinding } from './api/client-binding.ts';
import type { ApiRequest, ApiResponse } from './api/exchange.ts';
import { handleApi } from './api/handle-api.ts';
import { type EngineParts, LOG_CATEGORY } from './engine-parts.ts';
import { isEntity } from './entities/entity-id.ts';
import { runEntity } from './entities/run-entity.ts';
import { functionRegistry } from './function-registry.ts';
import { runEpisode } from './orchestrations/episode.ts';
import { alarm } from './scheduling/alarm.ts';
import { monotonicClock } from './scheduling/clock.ts';
import { dispatcher } from './scheduling/dispatcher.ts';
import { readDurableSettings } from './settings.ts';
import { openJournal } from './store/journal.ts';
import { openStore } from './store/store.ts';
import { readTrouble } from './trouble.ts';

export interface DurableEngineOptions {
  /** Directory of the engine's own state. */
  stateDir: string;
  /** `extensions.durableTask` of host.json. */
  durableTask: unknown;
  functions: FunctionMetadata[];
  invoker: FunctionInvoker;
  log: Log;
}

export interface DurableEngine {
  /** Resumes everything that is in the journal. */
  start(): void;
  /**
   * Gives running functions a moment to end, then closes the journal; unfinished work runs again after the next start.
   */
  stop(): Promise<void>;
  /** Answers the SDK's calls and the public management API; the host mounts it at both places. */
  handle(request: ApiRequest): Promise<ApiResponse>;
  /** JSON text of the durable client's input binding. */
  clientBinding(urls: ClientUrls): string;
}

/** What the host expects of a durable engine's module. The engine must not call a function before `start`. */
export type OpenEngine = (
  options: DurableEngineOptions & { urls: ClientUrls },
) => DurableEngine | Promise<DurableEngine>;

const STOP_GRACE_MS = 2_000;

/**
 * Opens the local host's durable engine on the journal in its directory, creating the journal if necessary.
 * @throws when another host has the journal open, or another version of the engine wrote it.
 */
export function openEngine(options: DurableEngineOptions): DurableEngine {
  const { stateDir, durableTask, functions, invoker, log } = options;
  const trouble = readTrouble(process.env['LOCAL_DURABLE_TROUBLE']);
  const settings = readDurableSettings(durableTask);
  const journal = openJournal(path.join(stateDir, 'journal.db'));
  const clock = monotonicClock();
  const store = openStore(journal, {
    message(instanceId, dueAt) {
      if (dueAt <= clock()) instances.ask(instanceId);
      else timers.set(dueAt);
    },
    workItem: (position) => activities.ask(position),
  });
  const registry = functionRegistry(functions);
  let isStopping = false;
  let standingStill: NodeJS.Timeout | undefined;
  const parts: EngineParts = {
    journal,
    store,
    clock,
    registry,
    invoker,
    settings,
    log,
    trouble,
    isStopping: () => isStopping,
  };
  const instances = dispatcher<string>(
    settings.maxConcurrentOrchestratorFunctions,
    (id) => (isEntity(id, store.instances.get(id)) ? runEntity(parts, id) : runEpisode(parts, id)),
    (instanceId, error) => tell(log, `The instance ${instanceId}`, error),
  );
  const activities = dispatcher<number>(
    settings.maxConcurrentActivityFunctions,
    (position) => runActivity(parts, position),
    (position, error) => tell(log, `The activity call ${position}`, error),
  );
  const timers = alarm(store.inbox, clock, instances.ask);
  return {
    start() {
      const held = store.workItems.positions();
      const goOn = () => held.forEach(activities.ask);
      if (trouble.standStillMs === 0) goOn();
      else {
        standingStill = setTimeout(goOn, trouble.standStillMs);
        const postpone = () => store.inbox.postpone(clock(), clock() + trouble.standStillMs);
        journal.write(postpone).catch((error: unknown) => tell(log, 'Standing still', error));
      }
      timers.start();
    },
    async stop() {
      isStopping = true;
      clearTimeout(standingStill);
      timers.stop();
      await Promise.all([instances.stop(STOP_GRACE_MS), activities.stop(STOP_GRACE_MS)]);
      journal.close();
    },
    handle: (request) => handleApi(parts, request),
    clientBinding: (urls) => durableClientBinding(settings.hubName, urls),
  };
}

function tell(log: Log, what: string, error: unknown): void {
  log('error', LOG_CATEGORY, `${what} failed and is retried: ${error instanceof Error ? error.stack : error}`);
}
