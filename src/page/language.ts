import { type Catalogue, ENGLISH } from './english.ts';
import { TURKISH } from './turkish.ts';

/** The languages of the page by tag. The first is the fallback. */
export const LANGUAGES = { en: ENGLISH, tr: TURKISH } as const satisfies Record<string, Catalogue>;
export type Language = keyof typeof LANGUAGES;

export function isLanguage(tag: string | undefined): tag is Language {
  return tag !== undefined && Object.hasOwn(LANGUAGES, tag);
}

/** The reader's language: from the link, else the browser's most preferred one that the page has. */
export function languageOf(link: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(link)) return link;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(weighed)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wanted.map(({ tag }) => tag).find(isLanguage) ?? 'en';
}

/** Parses `tr-TR;q=0.8` into its primary tag and its weight. */
function weighed(part: string): { tag: string; weight: number } {
  const [range = '', ...parameters] = part.split(';').map((text) => text.trim());
  const quality = parameters.find((each) => each.startsWith('q='))?.slice(2);
  return { tag: (range.split('-')[0] ?? '').toLowerCase(), weight: quality === undefined ? 1 : Number(quality) || 0 };
}
