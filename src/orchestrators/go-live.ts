import type { OrchestrationContext, Task } from 'durable-functions';
import { apply } from '../domain/apply.ts';
import { fitView } from '../domain/fit-view.ts';
import type { GoLive } from '../domain/go-live.ts';
import { next } from '../domain/next.ts';
import type { OperationView } from '../domain/operation.ts';
import { viewOf } from '../domain/operation-view.ts';
import { now, perform } from './perform.ts';
import { openSignals } from './signals.ts';

/** Every replay reads the whole history of a run. A run of this many steps stays far below 2,000 events. */
const STEPS_PER_RUN = 80;

/** Carries a go-live to its end: performs the machine's commands, shows its state, and rolls over in time. */
export function* goLive(context: OrchestrationContext): Generator<Task, OperationView | undefined, unknown> {
  const signals = openSignals(context);
  const input = context.df.getInput<GoLive>();
  // An operation may be started twice, even after its end, so each run has a name of its own in the record.
  let state: GoLive = { ...input, run: input.run ?? context.df.newGuid(input.request.operationId) };
  for (let step = 1; ; step++) {
    context.df.setCustomStatus(fitView(viewOf(state)));
    const command = next(state);
    if (command.kind === 'end') return fitView(viewOf(state));
    const outcome = yield* perform(context, signals, command, state.request.traceparent);
    state = apply(state, outcome, now(context));
    // Rolls over only straight after a wait that timed out: nothing is open then, and no signal is buffered that would be lost.
    if (step >= STEPS_PER_RUN && outcome.kind === 'timed-out') {
      context.df.setCustomStatus(fitView(viewOf(state)));
      context.df.continueAsNew(state);
      return undefined;
    }
  }
}
