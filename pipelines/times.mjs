const UNITS = [
  [86_400_000, 'days', 'day'],
  [3_600_000, 'hours', 'hour'],
  [60_000, 'minutes', 'minute'],
  [1000, 'seconds', 'second'],
];

/** A duration for people, such as "3 hours", in the largest unit that fits into it at least once. */
export function spanOf(milliseconds) {
  const [size, many, one] = UNITS.find(([unit]) => milliseconds >= unit) ?? UNITS[3];
  const count = Math.round(milliseconds / size);
  return `${count} ${count === 1 ? one : many}`;
}
