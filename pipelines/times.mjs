const UNITS = [
  [86_400_000, 'days', 'day'],
  [3_600_000, 'hours', 'hour'],
  [60_000, 'minutes', 'minute'],
  [1000, 'seconds', 'second'],
];

/** A span for people: "3 hours". The largest unit of which it holds one. */
export function spanOf(milliseconds) {
  const [size, many, one] = UNITS.find(([unit]) => milliseconds >= unit) ?? UNITS[3];
  const count = Math.round(milliseconds / size);
  return `${count} ${count === 1 ? one : many}`;
}
