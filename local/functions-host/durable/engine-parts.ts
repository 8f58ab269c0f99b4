import type { FunctionInvoker } from '../invocation.ts';
import type { Log } from '../log.ts';
import type { Clock } from './clock.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Journal } from './journal.ts';
import type { DurableSettings } from './settings.ts';
import type { Store } from './store.ts';

/** What the engine's parts share. */
export interface EngineParts {
  journal: Journal;
  store: Store;
  clock: Clock;
  registry: FunctionRegistry;
  invoker: FunctionInvoker;
  settings: DurableSettings;
  log: Log;
}

export const LOG_CATEGORY = 'Host.Durable';
