import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

const PackageJson = z.object({ main: z.string().optional(), type: z.string().optional() });

/**
 * Loads the app's entry files, which `main` of package.json names, possibly by a glob.
 * @throws Error when no file matches, or whatever an entry file threw.
 */
export async function loadApp(appDir: string): Promise<void> {
  const { main, type } = readPackageJson(appDir);
  if (main === undefined)
    throw new Error(`${appDir}/package.json has no "main". Name the app's entry files there; a glob is allowed.`);
  const files = globSync(main, { cwd: appDir }).sort();
  if (files.length === 0)
    throw new Error(`"main": "${main}" of ${appDir}/package.json matches no file. Build the app first.`);
  const require = createRequire(path.join(appDir, 'package.json'));
  for (const file of files) {
    const entry = path.resolve(appDir, file);
    const isModule = entry.endsWith('.mjs') || (type === 'module' && !entry.endsWith('.cjs'));
    if (isModule) await import(pathToFileURL(entry).href);
    else require(entry);
  }
}

function readPackageJson(appDir: string): z.infer<typeof PackageJson> {
  const file = path.join(appDir, 'package.json');
  if (!existsSync(file)) throw new Error(`${file} does not exist. Give the app's directory with --app.`);
  return PackageJson.parse(JSON.parse(readFileSync(file, 'utf8')));
}
