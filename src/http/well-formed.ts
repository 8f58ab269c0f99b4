import * as z from 'zod';

/** A text without half characters: JSON can carry them, and strict readers of our events refuse them. `wanted`: of one that is none. */
export function wellFormedText(wanted?: string) {
  return z.string(wanted).refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
}

const SAYS_SOMETHING = /\S/;

/** What a person wrote: bounded in length, and not only blanks. `wanted` is the message when it is neither. */
export function writtenText(most: number, wanted = `must say something, in 1 to ${most} characters`) {
  return wellFormedText(wanted).regex(SAYS_SOMETHING, wanted).max(most, wanted);
}
