import { gunzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Caller } from '../../src/domain/caller.ts';
import type { Assets } from '../../src/page/assets.ts';
import { personOf } from './callers.ts';
import { type FakeTaskHub, fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf } from './requests.ts';
import { storesOf } from './stores.ts';

const ASSETS: Assets = { names: { style: 'page.STYLE.css', script: 'page.SCRIPT.js' }, find: () => undefined };

const READER = personOf('ann-id', 'ann@contoso.com', ['GoLive.Approve', 'GoLive.Operate']);

/** The ports of a page; its reader has every role. */
export function pagePortsOf(taskHub: FakeTaskHub = fakeTaskHub(), caller: Caller = READER) {
  return { ...storesOf(taskHub), caller, assets: () => ASSETS };
}

/** A browser's request for a page. `path` is below the API's prefix. */
export function pageRequest(
  path: string,
  { headers = {}, params = {} }: { headers?: Record<string, string>; params?: Record<string, string> } = {},
): HttpRequest {
  return aRequestOf({ method: 'GET', path, params, headers });
}

/** The page's text. */
export function htmlOf({ body }: HttpResponseInit): string {
  return typeof body === 'string' ? body : gunzipSync(body as Buffer).toString();
}

/** The part of a page between the heading with an id and the next section. */
export function sectionOf(html: string, id: string): string {
  return html.split('<section ').find((part) => part.includes(`<h2 id="${id}">`)) ?? '';
}
