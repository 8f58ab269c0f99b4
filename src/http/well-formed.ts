import * as z from 'zod';

/** A text without half characters: JSON can carry them, and strict readers of our events refuse them. */
export function wellFormedText() {
  return z.string().refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
}
