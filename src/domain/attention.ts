import type { GoLive } from './go-live.ts';
import { transition } from './outbox.ts';

/** Says that a person should look; says it once for each reason. */
export function needAttention(state: GoLive, code: string, message: string): GoLive {
  if (state.attention?.code === code) {
    return state.attention.message === message ? state : { ...state, attention: { ...state.attention, message } };
  }
  return transition({ ...state, attention: { code, message, since: state.now } }, 'attention-needed');
}

/** Says that nobody needs to look any more. */
export function clearAttention(state: GoLive): GoLive {
  if (!state.attention) return state;
  const { attention: _, ...calm } = state;
  return transition(calm, 'attention-cleared');
}
