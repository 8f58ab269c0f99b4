import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { DEFENCES } from './defences.ts';

/**
 * Bundles the app without one of its defences, so that the tests can be shown to notice.
 * @throws Error when there is no such defence, or when its text is no longer in the source.
 */
export function withoutDefence(name: string): Plugin {
  const defence = DEFENCES.find((one) => one.name === name);
  if (!defence) {
    const known = DEFENCES.map((one) => one.name).join(', ');
    throw new Error(`There is no defence "${name}" to leave out; there are: ${known}.`);
  }
  const file = path.resolve(defence.file);
  const source = readFileSync(file, 'utf8');
  const places = source.split(defence.find).length - 1;
  if (places !== 1)
    throw new Error(`${defence.file} has the text of "${name}" ${places} times, wanted once: ${defence.find}`);
  return {
    name: 'without-defence',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path: loaded }) =>
        loaded === file ? { contents: source.replace(defence.find, () => defence.replace), loader: 'ts' } : undefined,
      );
    },
  };
}
