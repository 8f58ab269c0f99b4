import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AssetNames } from './reader.ts';

/** An asset as the build stored it. */
export interface Asset {
  type: string;
  br: Buffer;
  gzip: Buffer;
}

/** The page's stylesheet and script. Their names contain a hash of the content, so a name's content never changes. */
export interface Assets {
  names: AssetNames;
  find: (name: string) => Asset | undefined;
}

const TYPES = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8' } as const;

/**
 * Loads the assets that the build stored in a directory.
 * @throws when a file is missing, because the build makes all of them.
 */
export function loadAssets(directory: string): Assets {
  const names = readdirSync(directory)
    .filter((file) => file.endsWith('.br'))
    .map((file) => file.slice(0, -'.br'.length));
  const style = names.find((name) => name.endsWith('.css'));
  const script = names.find((name) => name.endsWith('.js'));
  if (style === undefined || script === undefined) {
    throw new Error(`${directory} has no stylesheet or no script of the page; run the build.`);
  }
  const assets = new Map<string, Asset>([
    [style, read(directory, style, TYPES['.css'])],
    [script, read(directory, script, TYPES['.js'])],
  ]);
  return { names: { style, script }, find: (name) => assets.get(name) };
}

function read(directory: string, name: string, type: string): Asset {
  const stored = (encoding: string) => readFileSync(path.join(directory, `${name}.${encoding}`));
  return { type, br: stored('br'), gzip: stored('gz') };
}

/** The body in the best encoding that the browser accepts: `br`, `gzip` or none. */
export function encodedAsset({ br, gzip }: Asset, accepted: string | null): { body: Buffer; encoding?: 'br' | 'gzip' } {
  if (accepts(accepted, 'br')) return { body: br, encoding: 'br' };
  if (accepts(accepted, 'gzip')) return { body: gzip, encoding: 'gzip' };
  return { body: gunzipSync(gzip) };
}

/** Whether `Accept-Encoding` lists an encoding with a weight above zero. */
export function accepts(accepted: string | null, encoding: string): boolean {
  return (accepted ?? '')
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .some(([name, weight]) => name === encoding && !/^q=0(\.0*)?$/.test(weight ?? ''));
}
