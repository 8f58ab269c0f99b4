import type { OrchestrationContext } from 'durable-functions';
import { rejection } from '../../src/orchestrators/rejection.ts';

const REJECTED_AT = '2026-01-05T09:00:00.000Z';
const DAY_MS = 24 * 3600 * 1000;

/** An orchestration whose activity fails for the last time `days` after the rejection. */
function failedAfter(days: number) {
  const input = { id: 'rejected-1', rejectedAt: REJECTED_AT };
  const continueAsNew = jest.fn();
  const callActivityWithRetry = jest.fn().mockReturnValue('task');
  const df = {
    getInput: () => input,
    callActivityWithRetry,
    continueAsNew,
    currentUtcDateTime: new Date(Date.parse(REJECTED_AT) + days * DAY_MS),
  };
  const run = rejection({ df } as unknown as OrchestrationContext);
  run.next();
  const { done } = run.throw(new Error('Event Grid is away.'));
  return { input, done, continueAsNew, callActivityWithRetry };
}

test('tries about ten hours in one run: its history stays short', () => {
  const { callActivityWithRetry, input } = failedAfter(1);

  const [activity, { firstRetryIntervalInMilliseconds, maxNumberOfAttempts, maxRetryIntervalInMilliseconds }, given] =
    callActivityWithRetry.mock.calls[0];
  expect([activity, given]).toEqual(['announce-rejection', input]);
  expect(firstRetryIntervalInMilliseconds).toBe(2000);
  expect(maxNumberOfAttempts * maxRetryIntervalInMilliseconds).toBeLessThan(13 * 3600 * 1000);
});

test.each([0.5, 14.9])('goes on in another run %d days after the rejection', (days) => {
  const { continueAsNew, input, done } = failedAfter(days);

  expect(continueAsNew.mock.calls).toEqual([[input]]);
  expect(done).toBe(true);
});

test('ends well after 15 days, so that the task hub forgets it', () => {
  const { continueAsNew, done } = failedAfter(15.1);

  expect(continueAsNew).not.toHaveBeenCalled();
  expect(done).toBe(true);
});
