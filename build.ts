import { mkdir, rename, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

// One CommonJS bundle (docs/decisions/0003-one-bundle.md). It is put in place by a rename, so that a host that
// starts while another build runs never loads half a file.
const { outputFiles } = await build({
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.cjs',
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // The Functions worker supplies this module at run time; it is not on npm.
  external: ['@azure/functions-core'],
  logLevel: 'warning',
  write: false,
});

await mkdir('dist', { recursive: true });
for (const file of outputFiles) {
  const temporary = `${file.path}.${process.pid}.tmp`;
  await writeFile(temporary, file.contents);
  await rename(temporary, file.path);
}
