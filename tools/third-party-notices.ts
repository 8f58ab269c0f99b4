import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const Manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** Files that go with every copy; Apache-2.0 (4d) asks for NOTICE as well. */
const LICENCE_FILE = /^(licen[cs]e|notice|thirdpartynotices?)(\.(md|txt))?$/i;
const README = /^readme(\.md)?$/i;
const RULE = '='.repeat(80);

/**
 * The licences of all packages that are in the bundles, with the text that each wants kept; a text that several share is
 * there once.
 * `inputs`: the files that esbuild read (its metafile). @throws when a package names no licence.
 */
export function thirdPartyNotices(inputs: readonly string[]): string {
  const titlesByText = new Map<string, Set<string>>();
  for (const directory of new Set(inputs.flatMap(packageOf))) {
    const { title, text } = noticeOf(directory);
    titlesByText.set(text, (titlesByText.get(text) ?? new Set()).add(title));
  }
  const notices = [...titlesByText].map(
    ([text, titles]) => `${RULE}\n${[...titles].sort().join('\n')}\n${RULE}\n\n${text}`,
  );
  return ['Go Live contains the software below, each under its own licence.', ...notices.sort()].join('\n\n');
}

function packageOf(input: string): string[] {
  const found = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input);
  return found ? [found[0]] : [];
}

function noticeOf(directory: string): { title: string; text: string } {
  const { name, version, license } = Manifest.parse(
    JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')),
  );
  const all = readdirSync(directory).sort();
  const read = (file: string) => readFileSync(path.join(directory, file), 'utf8').trim();
  const files = all.filter((file) => LICENCE_FILE.test(file)).map(read);
  const texts =
    files.length > 0 ? files : all.filter((file) => README.test(file)).flatMap((file) => licenceIn(read(file)));
  return {
    title: `${name} ${version} (${license})`,
    text: `${texts.join('\n\n') || 'It brings no text of its own.'}\n`,
  };
}

/** The section on the licence: some packages have it in the README alone. */
function licenceIn(readme: string): string[] {
  const [, section] = readme.split(/^(?:#+ *Licen[cs]e\b.*|Licen[cs]e *\n[-=]+) *$/im);
  const text = section?.split(/^#/m)[0]?.trim();
  return text === undefined || text === '' ? [] : [text];
}
