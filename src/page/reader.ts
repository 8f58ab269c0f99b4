import type { Catalogue } from './english.ts';
import type { Language } from './language.ts';

/** The person for whom a page is rendered, and the context that every page needs. */
export interface Reader {
  language: Language;
  /** The language came with the link: it is passed on to every other link. */
  isChosen: boolean;
  say: Catalogue;
  /** The relative path to where the API's paths begin, so that no page needs to know its host or prefix. */
  root: string;
  /** The name of the signed-in person. */
  name?: string;
  /** Whether the API would admit this caller to a wish for operations of a publisher. */
  mayWish: (wish: PageWish, publisherId: string) => boolean;
  now: number;
  assets: AssetNames;
}

/** The wishes that have a button. */
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
