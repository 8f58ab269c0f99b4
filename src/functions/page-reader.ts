import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { nameOf, type Principal } from '../domain/actor.ts';
import { pageResponse } from '../http/page-response.ts';
import { type Belief, principalOf } from '../http/principal.ts';
import type { Assets } from '../page/assets.ts';
import type { Page } from '../page/frame.tsx';
import type { PageWish, Reader } from '../page/reader.ts';

export interface PagePorts extends Belief {
  assets: () => Assets;
  now: number;
}

/** Most requests are not for a page: what makes one is loaded at the first that is. */
export const loadPages = () => import('../page/main.ts');

/** For whom a page is made. */
export async function readerOf(request: HttpRequest, ports: PagePorts): Promise<Reader> {
  const { LANGUAGES, languageOf, isLanguage } = await loadPages();
  const link = request.query.get('lang') ?? undefined;
  const language = languageOf(link, request.headers.get('accept-language'));
  const principal = await principalOf(request, ports);
  return {
    language,
    isChosen: isLanguage(link),
    say: LANGUAGES[language],
    root: rootFrom(request),
    ...(principal && { name: nameOf(principal) }),
    mayWish: (wish) => isKnownEnough(wish, principal),
    now: ports.now,
    assets: ports.assets().names,
  };
}

/** Answers with a page. */
export async function answerPage(
  request: HttpRequest,
  reader: Reader,
  page: Page,
  status?: number,
): Promise<HttpResponseInit> {
  const { renderPage } = await loadPages();
  return pageResponse(request, renderPage(reader, page), status);
}

/** Who approves, rejects or ends has to be known. */
function isKnownEnough(wish: PageWish, principal: Principal | undefined): boolean {
  return wish === 'look' || wish === 'cancel' || principal !== undefined;
}

/** Up from the page's own path to where the paths of the API begin. */
function rootFrom({ url }: HttpRequest): string {
  const below = /\/ui((?:\/.*)?)$/.exec(new URL(url).pathname)?.[1] ?? '';
  const depth = below.split('/').length - 1;
  return depth === 0 ? './' : '../'.repeat(depth);
}
