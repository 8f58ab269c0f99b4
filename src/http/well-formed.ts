import * as z from 'zod';

/**
 * A text without half surrogate pairs: JSON can carry them, but strict readers of our events refuse them. `wanted`: the
 * message for a value that is no text.
 */
export function wellFormedText(wanted?: string) {
  return z.string(wanted).refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
}

const SAYS_SOMETHING = /\S/;

/** A text written by a person: bounded in length and not blank. `wanted`: the message for a violation of either. */
export function writtenText(most: number, wanted = `must say something, in 1 to ${most} characters`) {
  return wellFormedText(wanted).regex(SAYS_SOMETHING, wanted).max(most, wanted);
}
