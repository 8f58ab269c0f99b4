import { type OrchestrationContext, RetryOptions, type Task } from 'durable-functions';

const MINUTE_MS = 60_000;

/** Announces a rejected message once, however often it is delivered, and tries for 15 days while Event Grid is away. */
export function* rejection(context: OrchestrationContext): Generator<Task, void, unknown> {
  const patient = new RetryOptions(2000, 1500);
  patient.backoffCoefficient = 2;
  patient.maxRetryIntervalInMilliseconds = 15 * MINUTE_MS;
  yield context.df.callActivityWithRetry('announce-rejection', patient, context.df.getInput());
}
