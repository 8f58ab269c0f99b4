import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readOptions } from '../../local/command-line.ts';
import { generatedFiles } from './files.ts';

readOptions('npm run docs: writes docs/openapi.json and docs/events anew.');

for (const [file, text] of Object.entries(await generatedFiles())) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
