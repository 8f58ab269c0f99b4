/** The value below which that share of a sample lies, between its two neighbours; `sorted` runs upwards and is not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const position = share * (sorted.length - 1);
  const below = Number(sorted[Math.floor(position)]);
  const above = Number(sorted[Math.ceil(position)]);
  return below + (above - below) * (position - Math.floor(position));
}
