/** A moment: milliseconds since 1970-01-01T00:00:00Z. It comes in as an argument; the domain has no clock. */
export type Instant = number;

/** RFC 3339, UTC, with milliseconds. */
export function toRfc3339(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The moment `seconds` after `instant`, to the millisecond. */
export function after(instant: Instant, seconds: number): Instant {
  return instant + Math.ceil(seconds * 1000);
}
