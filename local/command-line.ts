import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';

const MAX_PORT = 65_535;
/** Exit code after an unknown option or an unusable value. */
const MISUSED = 2;

/**
 * Parses a script's text options. On an unknown option, or for `--help`, prints the usage text and ends the process.
 */
export function readOptions<Name extends string>(usage: string, ...names: Name[]): Partial<Record<Name, string>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { help, ...given } = parseArgs({ options: { ...options, help: { type: 'boolean' } } }).values;
    // The parser has refused all other names, so these are the ones that were asked for.
    if (help !== true) return given as Partial<Record<Name, string>>;
  } catch (error) {
    // Only the first sentence: the rest concerns positional arguments, which no script here takes.
    const [reason] = (error as Error).message.split('. ');
    return refuse(`${reason}.\n${usage}`);
  }
  console.log(usage);
  process.exit(0);
}

/** Ends the process because of an unusable option or setting. */
export function refuse(reason: string): never {
  console.error(reason);
  process.exit(MISUSED);
}

/** Validates a port and returns it as text; 0 means any free port. */
export function readPort(name: string, text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT) return text;
  return refuse(`${name} is "${text}"; wanted: a number from 0 to ${MAX_PORT}, where 0 takes a free port.`);
}

/** Accepts an existing folder or one that is still to be created. */
export function readFolder(name: string, folder: string): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    return refuse(`${name} is ${folder}, which is a file; wanted: a folder, which need not exist yet.`);
  return folder;
}
