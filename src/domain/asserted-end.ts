import { nameOf } from './actor.ts';
import type { Signal } from './command.ts';
import { endCanceled, fail, succeed } from './ending.ts';
import { followed } from './following.ts';
import type { GoLive } from './go-live.ts';
import { transition } from './outbox.ts';
import { mayBeEnded } from './possible-wishes.ts';

const REFUSALS = { 'not-submitted': 'NotSubmitted', 'outcome-unknown': 'OutcomeUnknown' } as const;

/**
 * Ends the operation as a person asserts, without touching the marketplace; the first assertion counts. One that
 * arrives while no marketplace operation is followed is answered with `end-refused`, because its sender was told that
 * it had been accepted.
 */
export function endAsAsserted(state: GoLive, { by, as, reason }: Extract<Signal, { kind: 'end' }>): GoLive {
  // No transition may follow the last one.
  if (state.stage.phase === 'ended') return state;
  const may = mayBeEnded(state.stage.phase);
  if (may !== 'yes') {
    const refusedEnding = { requestedAt: state.now, by, as, reason, code: REFUSALS[may] };
    return transition({ ...state, refusedEnding }, 'end-refused', by);
  }
  const asserted = transition({ ...state, ending: { requestedAt: state.now, by, as, reason } }, 'end-requested', by);
  const { operationId, version } = followed(state);
  const message = `${nameOf(by)} ended it as ${as} because: ${reason}. Marketplace operation ${operationId} is no longer followed.`;
  switch (as) {
    case 'Succeeded':
      return succeed(asserted, version, { assertedBy: by });
    case 'Failed':
      return fail(asserted, { code: 'EndedByPerson', message }, by);
    case 'Canceled':
      return endCanceled(asserted, message, by);
  }
}
