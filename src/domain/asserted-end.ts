import { nameOf } from './actor.ts';
import type { Signal } from './command.ts';
import { endCanceled, fail, succeed } from './ending.ts';
import { followed } from './following.ts';
import type { GoLive } from './go-live.ts';
import { transition } from './outbox.ts';
import { mayBeEnded } from './possible-wishes.ts';

const REFUSALS = { 'not-submitted': 'NotSubmitted', 'outcome-unknown': 'OutcomeUnknown' } as const;

/**
 * Ends as a person says that it ended, and leaves the marketplace alone. The first such word counts. One that comes when
 * nothing is followed (any more) changes nothing and says so: whoever sent it was told that it is taken in.
 */
export function endAsAsserted(state: GoLive, { by, as, reason }: Extract<Signal, { kind: 'end' }>): GoLive {
  // After the last transition there is none.
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
