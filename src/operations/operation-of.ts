import * as z from 'zod';
import { GO_LIVE } from '../domain/durable-names.ts';
import type { GoLive } from '../domain/go-live.ts';
import type { GoLiveRequest } from '../domain/go-live-request.ts';
import type { OperationView } from '../domain/operation.ts';
import { viewOf } from '../domain/operation-view.ts';
import type { Instance } from '../platform/instances.ts';

// Both were written by our own orchestration; only that they are there is checked.
const shown = z.custom<OperationView>(
  (value) => z.looseObject({ id: z.string(), phase: z.string() }).safeParse(value).success,
);
const started = z.custom<GoLive>((value) => z.looseObject({ request: z.looseObject({}) }).safeParse(value).success);

/** The operation that an instance carries; nothing when the instance carries something else. */
export function operationOf(instance: Instance): OperationView | undefined {
  if (instance.orchestrator !== GO_LIVE) return undefined;
  const view = shown.safeParse(instance.customStatus).data ?? firstView(instance);
  if (!view || view.phase === 'ended') return view;
  return withFate(view, instance);
}

/** The request that an instance was started with. */
export function requestOf(instance: Instance): GoLiveRequest | undefined {
  return started.safeParse(instance.input).data?.request;
}

/** Before the orchestration has run for the first time it has shown nothing yet. */
function firstView(instance: Instance): OperationView | undefined {
  const state = started.safeParse(instance.input).data;
  return state && viewOf(state);
}

/** An operator may have ended the instance over its head: what it showed last is then not the truth. */
function withFate(view: OperationView, { runtimeStatus, lastUpdatedTime }: Instance): OperationView {
  const endedAt = lastUpdatedTime.toISOString();
  const {
    nextCheckAt: _,
    attention: __,
    ...ended
  } = { ...view, phase: 'ended' as const, endedAt, lastUpdatedAt: endedAt };
  switch (runtimeStatus) {
    case 'Terminated':
    case 'Canceled':
      return { ...ended, status: 'Canceled' };
    case 'Failed':
      return {
        ...ended,
        status: 'Failed',
        error: {
          code: 'MarketplaceFailed',
          message: 'The orchestration of this operation failed; whether the offer went live is not known.',
          remedy: "Look at the offer in the marketplace and at the app's telemetry for this operation.",
          retryable: false,
        },
      };
    default:
      return view;
  }
}
