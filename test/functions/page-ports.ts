import { gunzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Assets } from '../../src/page/assets.ts';
import { type FakeInstances, fakeInstances } from './fake-instances.ts';
import { aRequestOf } from './requests.ts';
import { storesOf } from './stores.ts';

export const ANN = { 'x-ms-client-principal-id': 'ann-id', 'x-ms-client-principal-name': 'ann@contoso.com' };

const ASSETS: Assets = { names: { style: 'page.STYLE.css', script: 'page.SCRIPT.js' }, find: () => undefined };

/** What a page is made with; the platform says who reads it. */
export function pagePortsOf(instances: FakeInstances = fakeInstances()) {
  return { ...storesOf(instances), platformAuthenticates: true, assets: () => ASSETS };
}

/** A browser's request for a page. `path` is below the API's prefix. */
export function pageRequest(
  path: string,
  { headers = ANN, params = {} }: { headers?: Record<string, string>; params?: Record<string, string> } = {},
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
