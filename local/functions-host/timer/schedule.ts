import { parseTimeSpanMs } from '../time-span.ts';
import { FIELD_KINDS, parseField } from './cron-field.ts';

/** When a timer runs. */
export interface Schedule {
  /** The first time after this one. */
  next(after: Date): Date;
}

/** A date that does not occur within this many years, such as 30 February, is a mistake. */
const YEARS_AHEAD = 50;

/**
 * Parses a timer trigger's schedule: an NCRONTAB expression of six fields (of five, without seconds), in UTC, or a
 * time span between two runs.
 * @throws Error when the text is neither.
 */
export function parseSchedule(text: string): Schedule {
  const intervalMs = parseTimeSpanMs(text);
  if (intervalMs !== undefined && intervalMs > 0) return { next: (after) => new Date(after.getTime() + intervalMs) };
  const fields = text.trim().split(/\s+/);
  if (fields.length === 5) fields.unshift('0');
  if (fields.length !== 6)
    throw new Error(`"${text}" is no schedule: it wants six fields such as "0 */5 * * * *", or a time span.`);
  const [seconds, minutes, hours, days, months, weekdays] = FIELD_KINDS.map((kind, at) =>
    parseField(fields[at] ?? '', kind),
  );
  const allows = (set: Set<number> | undefined, value: number) => set?.has(value) === true;

  return {
    next(after) {
      const time = new Date(after);
      time.setUTCMilliseconds(0);
      time.setUTCSeconds(time.getUTCSeconds() + 1);
      const lastYear = time.getUTCFullYear() + YEARS_AHEAD;
      // Each step resets the fields finer than the one it advances, so that no time is skipped.
      while (time.getUTCFullYear() <= lastYear) {
        const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()];
        if (!allows(months, month + 1)) time.setTime(Date.UTC(year, month + 1, 1));
        // Unlike in Unix cron, both day and weekday must match.
        else if (!allows(days, day) || !allows(weekdays, time.getUTCDay()))
          time.setTime(Date.UTC(year, month, day + 1));
        else if (!allows(hours, time.getUTCHours())) time.setUTCHours(time.getUTCHours() + 1, 0, 0);
        else if (!allows(minutes, time.getUTCMinutes())) time.setUTCMinutes(time.getUTCMinutes() + 1, 0);
        else if (!allows(seconds, time.getUTCSeconds())) time.setUTCSeconds(time.getUTCSeconds() + 1);
        else return time;
      }
      throw new Error(`The schedule "${text}" never comes in the next ${YEARS_AHEAD} years.`);
    },
  };
}
