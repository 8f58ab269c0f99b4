import type { EngineParts } from '../engine-parts.ts';
import type { Instance } from '../store/instances.ts';
import { historyView, parsed } from './history-view.ts';

/** The extension shows whole seconds. */
const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export interface StatusOptions {
  showInput: boolean;
  showHistory: boolean;
  showHistoryOutput: boolean;
}

/** Reads the options of the query: a flag is on when its value is "true". */
export function statusOptions(query: URLSearchParams): StatusOptions {
  const flag = (name: string, otherwise: boolean) => {
    const value = query.get(name);
    return value === null ? otherwise : value.toLowerCase() === 'true';
  };
  return {
    showInput: flag('showInput', true),
    showHistory: flag('showHistory', false),
    showHistoryOutput: flag('showHistoryOutput', false),
  };
}

/** An instance as the management API shows it; input, output and custom status are always there. */
export function statusOf({ store }: EngineParts, instance: Instance, options: StatusOptions): Record<string, unknown> {
  return {
    name: instance.name,
    ...(instance.version !== null && { version: instance.version }),
    instanceId: instance.id,
    runtimeStatus: instance.status,
    input: options.showInput ? parsed(instance.input) : null,
    customStatus: parsed(instance.customStatus),
    output: parsed(instance.output),
    createdTime: time(instance.createdAt),
    lastUpdatedTime: time(instance.updatedAt),
    ...(options.showHistory && {
      historyEvents: historyView(store.history.read(instance.id), options.showHistoryOutput),
    }),
  };
}
