import { clearAttention, goodLook, needAttention } from './attention.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant, toRfc3339 } from './instant.ts';

/** A wait of this length may be for something that never ends by itself, or for the wrong thing: a person should look. */
const LONG_WAIT_SECONDS = 4 * 3600;

const CODE = 'LongWait';

/** Raises attention, naming what this operation waits for, once it has waited for long. */
export function tellLongWait(state: GoLive, since: Instant, behind: string): GoLive {
  if (state.now < after(since, LONG_WAIT_SECONDS)) return state;
  const message = `Since ${toRfc3339(since)} this operation has waited for ${behind}. It goes on once that has ended; if that is not wanted, cancel it, or cancel this operation.`;
  return needAttention(state, CODE, message);
}

/** A look succeeded while the wait goes on: it clears every attention but the one about the wait. */
export function goodLookInWait(state: GoLive): GoLive {
  return state.attention?.code === CODE ? state : goodLook(state);
}

/** Clears the attention about the wait, because the wait is over. */
export function endLongWait(state: GoLive): GoLive {
  return state.attention?.code === CODE ? clearAttention(state) : state;
}
