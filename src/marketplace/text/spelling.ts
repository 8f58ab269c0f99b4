/**
 * A marketplace spells its words in many ways (`Complete`, `completed`, `not started`, `notStarted`, `in-progress`):
 * compared are letters and digits alone, without case.
 */
export function spelling(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What a word stands for in a table whose keys are spelled so; undefined for a word that is not in it. */
export function lookUp<T>(table: Record<string, T>, word: string): T | undefined {
  const spelled = spelling(word);
  return Object.hasOwn(table, spelled) ? table[spelled] : undefined;
}
