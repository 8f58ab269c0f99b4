import type { OpenEngine } from '../local/functions-host/durable/engine.ts';
import { openEngine as openLocalEngine } from '../local/functions-host/durable/engine.ts';
import { recorded } from './recorded-calls.ts';

/** The local host's own engine, with the same recording of its calls as Microsoft's. */
export const openEngine: OpenEngine = (options) => openLocalEngine({ ...options, invoker: recorded(options.invoker) });
