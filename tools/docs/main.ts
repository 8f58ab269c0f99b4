import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generatedFiles } from './files.ts';

for (const [file, text] of Object.entries(await generatedFiles())) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
