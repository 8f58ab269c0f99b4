import type { FunctionInvoker } from '../invocation.ts';
import type { Log } from '../log.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Clock } from './scheduling/clock.ts';
import type { DurableSettings } from './settings.ts';
import type { Journal } from './store/journal.ts';
import type { Store } from './store/store.ts';
import type { Trouble } from './trouble.ts';

/** What the parts of the engine share. */
export interface EngineParts {
  journal: Journal;
  store: Store;
  clock: Clock;
  registry: FunctionRegistry;
  invoker: FunctionInvoker;
  settings: DurableSettings;
  log: Log;
  trouble: Trouble;
  /**
   * Whether the host is stopping in an orderly way: a call whose worker goes away then runs again after the next start
   * instead of failing.
   */
  isStopping(): boolean;
}

export const LOG_CATEGORY = 'Host.Durable';
