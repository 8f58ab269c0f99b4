/** ISO 8601 without years and months, whose length is not fixed. */
const DURATION =
  /^P(?!$)(?:(\d+)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?!$)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const SECONDS = [7 * 24 * 3600, 24 * 3600, 3600, 60, 1] as const;

/** Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; nothing when it is not one. */
export function parseDurationSeconds(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  return SECONDS.reduce((sum, seconds, part) => sum + seconds * Number(match[part + 1] ?? 0), 0);
}
