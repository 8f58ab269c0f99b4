/** A time as .NET writes it: with seven digits after the point. */
export function dotNetTime(epochMillis: number): string {
  return new Date(epochMillis).toISOString().replace('Z', '0588Z');
}

/** What .NET writes for no time at all. */
export const NO_TIME = '0001-01-01T00:00:00';
