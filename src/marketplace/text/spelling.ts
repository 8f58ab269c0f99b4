/**
 * The marketplace spells its words in many ways (`Complete`, `completed`, `not started`, `notStarted`, `in-progress`),
 * so only letters and digits are compared, without regard to case.
 */
export function spelling(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The entry for a word in a table whose keys are normalized like this; undefined for an unknown word. */
export function lookUp<T>(table: Record<string, T>, word: string): T | undefined {
  const spelled = spelling(word);
  return Object.hasOwn(table, spelled) ? table[spelled] : undefined;
}
