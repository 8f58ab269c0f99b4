import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import type { Machine } from './simulate.ts';

const SOURCES = path.join(__dirname, '../../src');

/** A change of the machine's source that removes one of its guards. */
export interface Mutation {
  /** Describes the guard. */
  readonly guard: string;
  /** Below `src`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The files of the machine's parts. */
const PARTS = [
  'domain/gates.ts',
  'domain/next.ts',
  'domain/apply.ts',
  'activities/inspect.ts',
  'activities/observe.ts',
  'activities/submit.ts',
  'activities/cancel.ts',
];

const compiled = new Map<string, string>();

/**
 * Loads the machine from its source with these changes, separate from the unchanged one.
 * @throws when a text does not occur exactly once in the source: the guard has moved, so the mutation must follow.
 */
export function loadMachine(...mutations: Mutation[]): Machine {
  const modules = new Map<string, object>();

  function load(file: string): object {
    const loaded = modules.get(file);
    if (loaded) return loaded;
    const exports = {};
    modules.set(file, exports);
    const run = compileFunction(compile(sourceOf(file, mutations)), ['exports', 'require']);
    run(exports, (specifier: string) => load(path.posix.join(path.posix.dirname(file), specifier)));
    return exports;
  }

  return Object.assign({}, ...PARTS.map(load)) as Machine;
}

function sourceOf(file: string, mutations: readonly Mutation[]): string {
  const source = readFileSync(path.join(SOURCES, file), 'utf8');
  return mutations.filter((mutation) => mutation.file === file).reduce(mutate, source);
}

function mutate(source: string, { guard, file, find, replace }: Mutation): string {
  const places = source.split(find).length - 1;
  if (places !== 1)
    throw new Error(
      `src/${file} has the text of the guard "${guard}" ${places} times; it must have it once. Text: ${find}`,
    );
  return source.replace(find, () => replace);
}

function compile(source: string): string {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const { code } = transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  compiled.set(source, code);
  return code;
}
