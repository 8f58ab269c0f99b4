import { spanOf } from './times.mjs';

/**
 * What to say of a start that was answered with an operation which ended before this run began: its key named it already, and nothing
 * was asked of the marketplace now. Nothing when the answer is of this run.
 */
export function earlierResult({ operation, headers }, beganAt, now = Date.now()) {
  const { id, endedAt } = operation;
  if (endedAt === undefined) return undefined;
  // By the service's clock, since the agent's may be wrong. The header has whole seconds, rounded down: to the safe side.
  const thereNow = Date.parse(headers.get('date') ?? '') || now;
  const ago = thereNow - Date.parse(endedAt);
  if (ago <= now - beganAt) return undefined;
  return `This is an old result: operation ${id} ended ${spanOf(ago)} ago (${endedAt}), before this run began, under the same key. Nothing was asked of the marketplace now`;
}
