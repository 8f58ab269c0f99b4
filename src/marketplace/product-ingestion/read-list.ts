import * as z from 'zod';
import type { Answer } from '../http/answer.ts';
import { notUnderstood, type Read, read } from '../http/read.ts';
import { sameOrigin } from '../http/same-origin.ts';
import type { Ingestion } from './ingestion.ts';

const Page = z.object({ value: z.array(z.unknown()), '@nextLink': z.string().nullish().catch(undefined) });

const MAX_PAGES = 50;

export type Listed = { kind: 'listed'; entries: unknown[]; answer: Answer } | Unread;
export type Unread = Exclude<Read, { kind: 'read' }>;

/** Reads a complete list: an unread page could hold the running entry. Pages on other origins are not followed. */
export async function readList(ingestion: Ingestion, name: string, ref: string): Promise<Listed> {
  const entries: unknown[] = [];
  let next = ref;
  for (let pages = 1; ; pages++) {
    const looked = await read(ingestion, name, next);
    if (looked.kind !== 'read') return looked;
    const { answer } = looked;
    const page = Page.safeParse(looked.value).data;
    if (page === undefined) return notUnderstood(ingestion, name, answer, 'the body is no list');
    entries.push(...page.value);
    const link = page['@nextLink'];
    if (!link) return { kind: 'listed', entries, answer };
    if (pages === MAX_PAGES) return notUnderstood(ingestion, name, answer, `there are more than ${MAX_PAGES} pages`);
    const onOurOrigin = sameOrigin(link, ingestion.origin);
    if (onOurOrigin.kind === 'elsewhere')
      return notUnderstood(ingestion, name, answer, `the next page is not followed: ${onOurOrigin.reason}`);
    next = onOurOrigin.ref;
  }
}
