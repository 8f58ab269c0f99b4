import type { OrchestrationContext, Task } from 'durable-functions';

/** Longer than two runs of one activity can overlap (its own time limit, and the lease on its work item). */
const HELD_MS = 15 * 60 * 1000;

/**
 * The durable mark that one POST was begun. It does nothing: that an instance of this id exists says that an earlier run
 * of the activity may have sent the POST. While it runs the engine refuses a second start of its id; after that its
 * record is found.
 */
export function* submissionTicket(context: OrchestrationContext): Generator<Task, void, unknown> {
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + HELD_MS));
}
