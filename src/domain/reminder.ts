import type { GoLive } from './go-live.ts';
import { after } from './instant.ts';

/** Operators are reminded of it as often as this while it lasts: alerts look back no further. */
const REMINDER_SECONDS = 24 * 3600;

/** What was announced still lasts, and was not spoken of for a day. */
export function isReminderDue({ attention, now }: GoLive): boolean {
  return attention?.announced === true && now >= after(attention.remindedAt ?? attention.since, REMINDER_SECONDS);
}

/** Operators were reminded of it. */
export function reminded(state: GoLive): GoLive {
  return state.attention ? { ...state, attention: { ...state.attention, remindedAt: state.now } } : state;
}
