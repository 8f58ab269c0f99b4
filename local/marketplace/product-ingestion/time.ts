/** A time as .NET writes it, with seven fractional digits. */
export function dotNetTime(epochMillis: number): string {
  return new Date(epochMillis).toISOString().replace('Z', '0588Z');
}

/** .NET's default value for a missing time. */
export const NO_TIME = '0001-01-01T00:00:00';
