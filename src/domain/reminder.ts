import type { GoLive } from './go-live.ts';
import { after } from './instant.ts';

/** The interval between reminders while the attention lasts: alert rules look back no further than this. */
const REMINDER_SECONDS = 24 * 3600;

/** Whether an announced attention still lasts and operators were not reminded of it for a day. */
export function isReminderDue({ attention, now }: GoLive): boolean {
  return attention?.announced === true && now >= after(attention.remindedAt ?? attention.since, REMINDER_SECONDS);
}

/** Records that operators were reminded. */
export function reminded(state: GoLive): GoLive {
  return state.attention ? { ...state, attention: { ...state.attention, remindedAt: state.now } } : state;
}
