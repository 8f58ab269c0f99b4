import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { BUNDLE } from './bundle-options.ts';
import { withoutDefence } from './defences/without-defence.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

// Three CommonJS files (docs/decisions/0003-bundle.md): the app, and two that it loads on first use, the SDKs and the
// page. Beside them the page's two assets, compressed.

type BuiltFile = Pick<OutputFile, 'path' | 'contents'>;

/** Parsing these takes longer than the rest of a start. They share inner libraries, so they share one file. */
const SDKS = [
  '@azure/core-rest-pipeline',
  '@azure/eventgrid',
  '@azure/identity',
  '@azure/keyvault-secrets',
  'applicationinsights',
];
const SDK_FILE = './sdk.cjs';

/** In the app's file each SDK is a name that is looked up in the other file when the module is first used. */
const sdkApart: Plugin = {
  name: 'sdk-apart',
  setup({ onResolve, onLoad }) {
    const names = new RegExp(`^(${SDKS.join('|')})$`);
    onResolve({ filter: names }, ({ path }) => ({ path, namespace: 'sdk' }));
    onResolve({ filter: /^\.\/sdk\.cjs$/, namespace: 'sdk' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'sdk' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(SDK_FILE)})[${JSON.stringify(path)}]`,
    }));
  },
};

/** The page is loaded at the first request for it. */
const pageApart: Plugin = {
  name: 'page-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/page\/main\.ts$/ }, ({ path }) => ({ path, namespace: 'page' }));
    onResolve({ filter: /^\.\/page\.cjs$/, namespace: 'page' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'page' }, () => ({ contents: `module.exports = require('./page.cjs')` }));
  },
};

const sdkEntry = SDKS.map((name) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(name)}); }`);

// `--without <defence>` builds the app that `npm run defences` runs the tests on. Never deployed.
const { values } = parseArgs({ options: { without: { type: 'string' } } });
const plugins = [sdkApart, pageApart, ...(values.without === undefined ? [] : [withoutDefence(values.without)])];

const built = await Promise.all([
  build({ ...BUNDLE, entryPoints: ['src/index.ts'], outfile: 'dist/index.cjs', plugins, metafile: true, write: false }),
  build({
    ...BUNDLE,
    stdin: { contents: `module.exports = { ${sdkEntry.join(', ')} };`, resolveDir: process.cwd() },
    outfile: 'dist/sdk.cjs',
    metafile: true,
    write: false,
  }),
  build({ ...BUNDLE, entryPoints: ['src/page/main.ts'], outfile: 'dist/page.cjs', metafile: true, write: false }),
]);
const assets = await buildAssets();
const inputs = [...built, assets].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const notices = { path: 'dist/third-party-notices.txt', contents: new TextEncoder().encode(thirdPartyNotices(inputs)) };
await mkdir('dist/assets', { recursive: true });
for (const file of [...built.flatMap(({ outputFiles }) => outputFiles).toReversed(), ...assets.files, notices])
  await put(file);
for (const file of await readdir('dist/assets')) {
  if (!assets.files.some(({ path: current }) => path.basename(current) === file))
    await rm(path.join('dist/assets', file));
}

/** The page's stylesheet and script, each by gzip and brotli, with a hash of its content in its name. */
async function buildAssets(): Promise<{ files: BuiltFile[]; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/page/browser/page.css', 'src/page/browser/page.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome120', 'firefox120', 'safari17'],
    outdir: 'dist/assets',
    entryNames: '[name].[hash]',
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const files = outputFiles.flatMap(({ path, contents }) => [
    { path: `${path}.br`, contents: brotliCompressSync(contents) },
    { path: `${path}.gz`, contents: gzipSync(contents, { level: 9 }) },
  ]);
  return { files, metafile };
}

/** Puts a file in place by a rename: a host that starts while another build runs never loads half a file. */
async function put(file: BuiltFile): Promise<void> {
  const temporary = `${file.path}.${process.pid}.tmp`;
  await writeFile(temporary, file.contents);
  await rename(temporary, file.path);
}
