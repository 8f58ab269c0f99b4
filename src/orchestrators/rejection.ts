import { type OrchestrationContext, RetryOptions, type Task } from 'durable-functions';
import type { Rejection } from '../domain/rejection.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Ten hours of tries. Each run's history is replayed at every try, so what takes longer goes on in another run. */
const TRIES = 50;
/** After that the row of the record is all there is: Event Grid itself keeps nothing for longer than a day. */
const GIVEN_UP_AFTER_MS = 15 * DAY_MS;

/** Announces a rejected message once, however often it is delivered, and tries for 15 days while Event Grid is away. */
export function* rejection(context: OrchestrationContext): Generator<Task, void, unknown> {
  const input: Rejection = context.df.getInput();
  const patient = new RetryOptions(2000, TRIES);
  patient.backoffCoefficient = 2;
  patient.maxRetryIntervalInMilliseconds = 15 * MINUTE_MS;
  try {
    yield context.df.callActivityWithRetry('announce-rejection', patient, input);
  } catch {
    const isLate = context.df.currentUtcDateTime.getTime() > Date.parse(input.rejectedAt) + GIVEN_UP_AFTER_MS;
    if (!isLate) context.df.continueAsNew(input);
  }
}
