import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { showAsset } from '../../src/functions/show-asset.ts';
import { loadAssets } from '../../src/page/assets.ts';
import { pageRequest } from './page-ports.ts';
import { headerOf } from './requests.ts';

const TEXT = 'body { color: red }';
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'assets-'));
  for (const name of ['page.A.css', 'page.B.js']) {
    writeFileSync(path.join(directory, `${name}.br`), brotliCompressSync(TEXT));
    writeFileSync(path.join(directory, `${name}.gz`), gzipSync(TEXT));
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

const ask = (name: string, accepted: string) =>
  showAsset(pageRequest(`ui/assets/${name}`, { params: { name }, headers: { 'accept-encoding': accepted } }), {
    assets: () => loadAssets(directory),
  });

test.each([
  ['gzip, br', 'br', brotliDecompressSync],
  ['gzip, br;q=0', 'gzip', gunzipSync],
  ['identity', null, (body: Buffer) => body],
])('to whoever takes %s it comes as %s', async (accepted, encoding, decode) => {
  const response = await ask('page.A.css', accepted);

  expect(response.status).toBe(200);
  expect(headerOf(response, 'content-encoding')).toBe(encoding);
  expect(headerOf(response, 'content-type')).toBe('text/css; charset=utf-8');
  expect(headerOf(response, 'cache-control')).toContain('immutable');
  expect(decode(response.body as Buffer).toString()).toBe(TEXT);
});

test.each(['page.C.css', '../index.cjs', ''])('there is no asset %j', async (name) => {
  expect((await ask(name, 'br')).status).toBe(404);
});
