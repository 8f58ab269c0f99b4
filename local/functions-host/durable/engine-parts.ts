import type { FunctionInvoker } from '../invocation.ts';
import type { Log } from '../log.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Clock } from './scheduling/clock.ts';
import type { DurableSettings } from './settings.ts';
import type { Journal } from './store/journal.ts';
import type { Store } from './store/store.ts';
import type { Trouble } from './trouble.ts';

/** What the engine's parts share. */
export interface EngineParts {
  journal: Journal;
  store: Store;
  clock: Clock;
  registry: FunctionRegistry;
  invoker: FunctionInvoker;
  settings: DurableSettings;
  log: Log;
  trouble: Trouble;
  /** Whether the host is ending in order: a call whose worker goes away then runs again after the next start and does not fail. */
  isStopping(): boolean;
}

export const LOG_CATEGORY = 'Host.Durable';
