import * as z from 'zod';
import { GO_LIVE } from '../domain/durable-names.ts';
import type { GoLive } from '../domain/go-live.ts';
import type { OperationView } from '../domain/operation.ts';
import { viewOf } from '../domain/operation-view.ts';
import type { Instance } from '../platform/task-hub.ts';

// Our own orchestration wrote both, so only their presence is checked.
const shown = z.custom<OperationView>(
  (value) => z.looseObject({ id: z.string(), phase: z.string() }).safeParse(value).success,
);
const started = z.custom<GoLive>((value) => z.looseObject({ request: z.looseObject({}) }).safeParse(value).success);

/** The operation that an instance carries, as last shown; undefined when the instance carries anything else. */
export function operationOf(instance: Instance): OperationView | undefined {
  if (instance.orchestrator !== GO_LIVE) return undefined;
  return shown.safeParse(instance.customStatus).data ?? firstView(instance);
}

/** The input with which an operation's instance was started. */
export function inputOf(instance: Instance): GoLive | undefined {
  return instance.orchestrator === GO_LIVE ? started.safeParse(instance.input).data : undefined;
}

/** Before the orchestration has run for the first time it has shown nothing yet. */
function firstView(instance: Instance): OperationView | undefined {
  const state = inputOf(instance);
  return state && viewOf(state);
}
