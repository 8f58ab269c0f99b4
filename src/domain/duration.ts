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

const UNITS = [
  [24 * 3600, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** For people: the two greatest units, such as `3 h 10 min`. */
export function inWords(seconds: number): string {
  let left = Math.round(seconds);
  const parts = UNITS.map(([length, unit]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return { count, unit };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return shown.map(({ count, unit }) => `${count} ${unit}`).join(' ');
}
