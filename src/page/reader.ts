import type { Catalogue } from './english.ts';
import type { Language } from './language.ts';

/** For whom a page is made, and what every page needs to know. */
export interface Reader {
  language: Language;
  /** The language came with the link: it is passed on to every other link. */
  isChosen: boolean;
  say: Catalogue;
  /** From the page to where the API's paths begin: no page needs to know under which host or prefix it is reached. */
  root: string;
  /** Who is signed in. */
  name?: string;
  /** Which of an operation's wishes the API would not refuse this caller outright, for operations of a publisher. */
  mayWish: (wish: PageWish, publisherId: string) => boolean;
  now: number;
  assets: AssetNames;
}

/** What can be wished with a button. */
export const PAGE_WISHES = ['approve', 'reject', 'cancel', 'look', 'end'] as const;
export type PageWish = (typeof PAGE_WISHES)[number];

export interface AssetNames {
  style: string;
  script: string;
}

/** A link to another page, with the language if it was chosen. `path` begins without a slash. */
export function pageLink(
  { root, isChosen, language }: Reader,
  path: string,
  query: Record<string, string> = {},
): string {
  const search = new URLSearchParams({ ...query, ...(isChosen && { lang: language }) }).toString();
  return `${root}${path}${search === '' ? '' : `?${search}`}`;
}

export const operationLink = (reader: Reader, id: string) =>
  pageLink(reader, `ui/operations/${encodeURIComponent(id)}`);

export const offerLink = (reader: Reader, publisherId: string, offerId: string) =>
  pageLink(reader, `ui/publishers/${encodeURIComponent(publisherId)}/offers/${encodeURIComponent(offerId)}`);
