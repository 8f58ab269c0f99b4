import type { EntityContext } from 'durable-functions';
import { type Entry, enterLane, type Line, leaveLane } from '../domain/offer-lane.ts';

/** Each operation of the entity is safe to run twice. */
export function offerLane({ df }: EntityContext<Line>): void {
  const line = df.getState(() => []) ?? [];
  switch (df.operationName) {
    case 'enter': {
      const { line: entered, place } = enterLane(line, inputOf<Entry>(df));
      df.setState(entered);
      df.return({ kind: 'entered', ...place });
      break;
    }
    case 'leave': {
      const { line: left, next } = leaveLane(line, inputOf<string>(df));
      df.setState(left);
      df.return({ kind: 'left', next });
      break;
    }
    default:
      throw new Error(`The lane knows "enter" and "leave"; it was asked to "${df.operationName}".`);
  }
}

function inputOf<T>(df: EntityContext<Line>['df']): T {
  const input = df.getInput<T>();
  if (input === undefined) throw new Error(`The lane was asked to "${df.operationName}" without saying whom.`);
  return input;
}
