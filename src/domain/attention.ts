import type { AttentionCode } from './attention-advice.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import { transition } from './outbox.ts';

/** The same code is announced at most once in this time: trouble that comes and goes must not flood its subscribers. */
const QUIET_SECONDS = 15 * 60;

/** Records that a person should look, and announces each reason once. */
export function needAttention(state: GoLive, code: AttentionCode, message: string): GoLive {
  const { attention, announcedAt = {}, now } = state;
  const isSame = attention?.code === code;
  const needed = {
    code,
    message,
    since: isSame ? attention.since : now,
    ...(isSame && attention.remindedAt !== undefined && { remindedAt: attention.remindedAt }),
  };
  const open = attention?.open && { open: true as const };
  if (isSame && attention.announced) return { ...state, attention: { ...needed, announced: true, ...open } };
  if (isQuiet(announcedAt[code], now)) return { ...state, attention: { ...needed, ...open } };
  const announced = { ...needed, announced: true as const, open: true as const };
  return transition(
    { ...state, attention: announced, announcedAt: { ...announcedAt, [code]: now } },
    'attention-needed',
  );
}

/** A look succeeded. One success may be luck, so the attention is cleared by the second in a row. */
export function goodLook(state: GoLive): GoLive {
  const { attention } = state;
  if (!attention) return state;
  return attention.calm ? clearAttention(state) : { ...state, attention: { ...attention, calm: true } };
}

/** A look failed, so the count of successful looks starts again. */
export function badLook(state: GoLive): GoLive {
  if (!state.attention) return state;
  const { calm: _, ...attention } = state.attention;
  return { ...state, attention };
}

/** Clears the attention because its cause is gone. */
export function clearAttention(state: GoLive): GoLive {
  if (!state.attention) return state;
  const { attention, ...calm } = state;
  return attention.open ? transition(calm, 'attention-cleared') : calm;
}

function isQuiet(announcedAt: Instant | undefined, now: Instant): boolean {
  return announcedAt !== undefined && now < after(announcedAt, QUIET_SECONDS);
}
