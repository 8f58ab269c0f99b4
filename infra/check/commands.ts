import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandFaults, commandsOf } from './command-faults.ts';

// npm run check:commands: checks the commands in docs/deploying.md against this repository and the help of `az`.

const root = path.join(import.meta.dirname, '..', '..');
const page = readFileSync(path.join(root, 'docs', 'deploying.md'), 'utf8');
const hasAz = spawnSync('az', ['version']).status === 0;
const faults = commandFaults(root, page, (words) => (hasAz ? helpOf(words) : undefined));
for (const fault of faults) console.error(fault);
const against = hasAz ? 'the help of az and this repository' : 'this repository only, because az is not installed';
console.log(`${commandsOf(page).length} commands, checked against ${against}: ${faults.length} problems found.`);
process.exitCode = faults.length > 0 ? 1 : 0;

function helpOf(words: string[]): string {
  return spawnSync('az', [...words, '--help'], { encoding: 'utf8' }).stdout;
}
