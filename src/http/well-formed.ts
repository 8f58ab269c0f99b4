import * as z from 'zod';

/** A text without half characters: JSON can carry them, and strict readers of our events refuse them. `wanted`: of one that is none. */
export function wellFormedText(wanted?: string) {
  return z.string(wanted).refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
}
