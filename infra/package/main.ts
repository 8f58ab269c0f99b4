import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BACKENDS, type Backend, backendOf, ZIP_NAMES } from './backend.ts';
import { packageFiles, zipped } from './package-files.ts';

// npm run package: writes a zip for each backend to dist, and to dist/package, from where azd deploys, the files for
// the backend that GO_LIVE_DURABLE_BACKEND names.

const root = path.join(import.meta.dirname, '..', '..');

for (const backend of BACKENDS) await writeZip(backend);
await layOut(backendOf(process.env['GO_LIVE_DURABLE_BACKEND'] || 'AzureStorage'));

async function writeZip(backend: Backend): Promise<void> {
  const files = packageFiles(root, backend);
  const zip = zipped(files);
  const file = path.join(root, 'dist', ZIP_NAMES[backend]);
  await writeFile(`${file}.${process.pid}.tmp`, zip);
  await rename(`${file}.${process.pid}.tmp`, file);
  const unzippedBytes = Object.values(files).reduce((sum, content) => sum + content.length, 0);
  console.log(
    `${path.relative(process.cwd(), file)}: ${megabytes(zip.length)}, unzipped ${megabytes(unzippedBytes)}, for ${backend}`,
  );
}

async function layOut(backend: Backend): Promise<void> {
  const folder = path.join(root, 'dist', 'package');
  await rm(folder, { recursive: true, force: true });
  // azd builds in Azure unless it finds a .funcignore that includes node_modules; there is nothing to build.
  for (const [name, content] of Object.entries({ ...packageFiles(root, backend), '.funcignore': '.funcignore\n' })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
