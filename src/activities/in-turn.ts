import type { NotSent, Trouble } from '../domain/observation.ts';
import type { TakeTurn } from '../platform/turns.ts';

const NO_TURN = 'Nothing was asked: all calls that may go out for this publisher at once were under way.';

export const LOOK_WITHOUT_TURN: Trouble = { kind: 'trouble', reason: 'throttled', message: NO_TURN };
export const POST_WITHOUT_TURN: NotSent = { kind: 'not-sent', reason: 'throttled', message: NO_TURN };

/**
 * Lets an activity call the marketplace only in its publisher's turn. The turn is taken before anything else, so that
 * urgent work, above all the send of a POST, never waits in line.
 */
export function inTurn<Command extends { publisherId: string }, Ports, Answer, WithoutTurn>(
  act: (command: Command, ports: Ports) => Promise<Answer>,
  withoutTurn: WithoutTurn,
) {
  return async (command: Command, ports: Ports & { takeTurn: TakeTurn }): Promise<Answer | WithoutTurn> => {
    // A publisher is the same in upper and lower case.
    const endTurn = await ports.takeTurn(command.publisherId.toLowerCase());
    if (!endTurn) return withoutTurn;
    try {
      return await act(command, ports);
    } finally {
      endTurn();
    }
  };
}
