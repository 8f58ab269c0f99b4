import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import * as z from 'zod';
import type { Backend } from './backend.ts';
import { hostJson } from './host-json.ts';

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  private: z.boolean(),
  license: z.string(),
  type: z.string(),
  main: z.string(),
  engines: z.record(z.string(), z.string()),
});

/**
 * A fixed date rather than the current one, so that the same files give the same bytes. The zip format has no earlier
 * year.
 */
const MODIFIED = new Date(1980, 0, 1);

/**
 * The deployed files, by path in the package: the bundle, the page's assets, host.json, the licences, and a package.json
 * without scripts or dependencies, because the bundle is complete and nothing may be built or installed in Azure.
 */
export function packageFiles(root: string, backend: Backend): Record<string, Uint8Array> {
  const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  return {
    [manifest.main]: readFileSync(path.join(root, manifest.main)),
    // Loaded by the bundle when it first needs an SDK or a page (tools/build.ts).
    'dist/sdk.cjs': readFileSync(path.join(root, 'dist/sdk.cjs')),
    'dist/page.cjs': readFileSync(path.join(root, 'dist/page.cjs')),
    ...pageAssets(root),
    LICENSE: readFileSync(path.join(root, 'LICENSE')),
    'third-party-notices.txt': readFileSync(path.join(root, 'dist/third-party-notices.txt')),
    'host.json': json(hostJson(root, backend)),
    'package.json': json(manifest),
  };
}

function pageAssets(root: string): Record<string, Uint8Array> {
  const names = readdirSync(path.join(root, 'dist/assets')).sort();
  return Object.fromEntries(
    names.map((name) => [`dist/assets/${name}`, readFileSync(path.join(root, 'dist/assets', name))]),
  );
}

function json(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/** A zip of the files; the same files give the same bytes. */
export function zipped(files: Record<string, Uint8Array>): Uint8Array {
  const entries: Zippable = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, [content, { mtime: MODIFIED, level: 9 }]]),
  );
  return zipSync(entries);
}
