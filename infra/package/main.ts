import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageFiles, zipped } from './package-files.ts';

// npm run package: dist/go-live.zip, and the same files in dist/package, where azd takes them from.

const root = path.join(import.meta.dirname, '..', '..');
const files = packageFiles(root);
const folder = path.join(root, 'dist', 'package');

await rm(folder, { recursive: true, force: true });
// azd builds in Azure unless it finds a .funcignore that lets node_modules through; there is nothing to build.
for (const [name, content] of Object.entries({ ...files, '.funcignore': '.funcignore\n' })) {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), content);
}

const zip = zipped(files);
const file = path.join(root, 'dist', 'go-live.zip');
await writeFile(`${file}.${process.pid}.tmp`, zip);
await rename(`${file}.${process.pid}.tmp`, file);

const unzippedBytes = Object.values(files).reduce((sum, content) => sum + content.length, 0);
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
console.log(`${path.relative(process.cwd(), file)}: ${megabytes(zip.length)}, unzipped ${megabytes(unzippedBytes)}`);
