import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';

const MAX_PORT = 65_535;
/** Of the process, when it was asked for something that it does not know. */
const MISUSED = 2;

/**
 * The options of a script, each with a text. Ends the process with the usage text when they are not understood, or when
 * `--help` asks for it.
 */
export function readOptions<Name extends string>(usage: string, ...names: Name[]): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { help, ...given } = parseArgs({ options: { ...options, help: { type: 'boolean' } } }).values;
    // The names are those that were asked for: the parser has refused all others.
    if (help !== true) return given as Partial<Record<Name, string>>;
  } catch (error) {
    // The first sentence alone: the rest is about names of files, which no script here takes.
    const [reason] = (error as Error).message.split('. ');
    return refuse(`${reason}.\n${usage}`);
  }
  console.log(usage);
  process.exit(0);
}

/** Ends the process: what it was asked for cannot be. */
export function refuse(reason: string): never {
  console.error(reason);
  process.exit(MISUSED);
}

/** The port as text; 0 is any free one. */
export function readPort(name: string, text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT) return text;
  return refuse(`${name} is "${text}"; wanted: a number from 0 to ${MAX_PORT}, where 0 takes a free port.`);
}

/** A folder that is there, or may be made. */
export function readFolder(name: string, folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    return refuse(`${name} is ${folder}, which is a file; wanted: a folder, which need not exist yet.`);
  return folder;
}
