import type { Draft } from './case-draft.ts';

const UNITS: Record<string, number> = { s: 1, min: 60, h: 3600 };

/** The effect of a word on a case; a time in the word is passed as `seconds`. */
export type Meaning<D = Draft> = (draft: D, seconds: number) => void;
/** The words of one column. In a word, `#` stands for a time: `20 s`, `5 min`, `1 h`. */
export type Vocabulary<D = Draft> = Record<string, Meaning<D>>;

/** Applies a word of this column to the case. @throws when the column has no such word. */
export function understand<D>(column: string, vocabulary: Vocabulary<D>, word: string, draft: D): void {
  const time = /\b(\d+) (s|min|h)\b/.exec(word);
  const meaning = vocabulary[time ? word.replace(time[0], '#') : word];
  if (!meaning) {
    const known = Object.keys(vocabulary).join('", "');
    throw new Error(`Column "${column}" has the word "${word}"; it may have "${known}" (# is a time such as 5 min).`);
  }
  meaning(draft, time ? Number(time[1]) * (UNITS[time[2] ?? ''] ?? 1) : 0);
}
