import type { EntityContext } from 'durable-functions';
import { enterLane, type Line, leaveLane } from '../domain/offer-lane.ts';

/** Each operation of the entity is safe to run twice. */
export function offerLane({ df }: EntityContext<Line>): void {
  const line = df.getState(() => []) ?? [];
  const operationId = df.getInput<string>() ?? '';
  switch (df.operationName) {
    case 'enter': {
      const { line: entered, place } = enterLane(line, operationId);
      df.setState(entered);
      df.return({ kind: 'entered', ...place });
      break;
    }
    case 'leave': {
      const { line: left, next } = leaveLane(line, operationId);
      df.setState(left);
      df.return({ kind: 'left', next });
      break;
    }
    default:
      throw new Error(`The lane knows "enter" and "leave"; it was asked to "${df.operationName}".`);
  }
}
