import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { nameOf } from '../domain/actor.ts';
import type { Caller } from '../domain/caller.ts';
import { type GuardedCall, mayCall } from '../http/access.ts';
import { pageResponse } from '../http/page-response.ts';
import type { Assets } from '../page/assets.ts';
import type { Page } from '../page/frame.tsx';
import type { PageWish, Reader } from '../page/reader.ts';

export interface PagePorts {
  caller: Caller;
  assets: () => Assets;
  now: number;
}

/** Most requests are not for a page, so the page code is loaded by the first one that is. */
export const loadPages = () => import('../page/main.ts');

/** The call of the API behind each button. */
const CALL_OF: Record<PageWish, GuardedCall> = {
  approve: 'approveOperation',
  reject: 'approveOperation',
  cancel: 'cancelOperation',
  look: 'lookAtOperation',
  end: 'endOperation',
};

/** The reader for whom a page is rendered. Without a caller, no wish is offered. */
export async function readerOf(
  request: HttpRequest,
  { caller, assets, now }: Omit<PagePorts, 'caller'> & { caller?: Caller },
): Promise<Reader> {
  const { LANGUAGES, languageOf, isLanguage } = await loadPages();
  const link = request.query.get('lang') ?? undefined;
  const language = languageOf(link, request.headers.get('accept-language'));
  return {
    language,
    isChosen: isLanguage(link),
    say: LANGUAGES[language],
    root: rootFrom(request),
    ...(caller && caller.kind !== 'key' && { name: nameOf(caller.principal) }),
    mayWish: (wish, publisherId) => caller !== undefined && mayCall(caller, CALL_OF[wish], publisherId),
    now,
    assets: assets().names,
  };
}

export async function answerPage(
  request: HttpRequest,
  reader: Reader,
  page: Page,
  status?: number,
): Promise<HttpResponseInit> {
  const { renderPage } = await loadPages();
  return pageResponse(request, renderPage(reader, page), status);
}

/** The relative path from the page's own path up to where the API's paths begin. */
function rootFrom({ url }: HttpRequest): string {
  const below = /\/ui((?:\/.*)?)$/.exec(new URL(url).pathname)?.[1] ?? '';
  const depth = below.split('/').length - 1;
  return depth === 0 ? './' : '../'.repeat(depth);
}
