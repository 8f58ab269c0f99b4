import { mkdir, rename, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { build, type OutputFile, type Plugin } from 'esbuild';
import { BUNDLE } from './bundle-options.ts';
import { withoutDefence } from './defences/without-defence.ts';

// Two CommonJS files (docs/decisions/0003-bundle.md): the app, and the SDKs that it loads when they are first needed.

/** Parsing these takes longer than all the rest of a start; they share their inner libraries, so they share a file. */
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

const sdkEntry = SDKS.map((name) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(name)}); }`);

// --without <defence>: what `npm run defences` shows the tests with. Never deployed.
const { values } = parseArgs({ options: { without: { type: 'string' } } });
const plugins = [sdkApart, ...(values.without === undefined ? [] : [withoutDefence(values.without)])];

const built = await Promise.all([
  build({ ...BUNDLE, entryPoints: ['src/index.ts'], outfile: 'dist/index.cjs', plugins, write: false }),
  build({
    ...BUNDLE,
    stdin: { contents: `module.exports = { ${sdkEntry.join(', ')} };`, resolveDir: process.cwd() },
    outfile: 'dist/sdk.cjs',
    write: false,
  }),
]);
await mkdir('dist', { recursive: true });
for (const file of built.flatMap(({ outputFiles }) => outputFiles).toReversed()) await put(file);

/** Puts a file in place by a rename: a host that starts while another build runs never loads half a file. */
async function put(file: OutputFile): Promise<void> {
  const temporary = `${file.path}.${process.pid}.tmp`;
  await writeFile(temporary, file.contents);
  await rename(temporary, file.path);
}
