import { spanOf } from './times.mjs';

/**
 * The warning about an operation that had already ended before this run began: its key belonged to that operation, so
 * nothing was submitted to the marketplace now. Undefined when the operation ended during this run.
 */
export function earlierResult({ operation, headers }, beganAt, now = Date.now()) {
  const { id, endedAt } = operation;
  if (endedAt === undefined) return undefined;
  // Uses the service's clock, because the agent's may be wrong. The header is rounded down to whole seconds: to the
  // safe side.
  const thereNow = Date.parse(headers.get('date') ?? '') || now;
  const ago = thereNow - Date.parse(endedAt);
  if (ago <= now - beganAt) return undefined;
  return `This is an old result: operation ${id} ended ${spanOf(ago)} ago (${endedAt}), before this run began, under the same key. Nothing was asked of the marketplace now`;
}
