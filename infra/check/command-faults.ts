import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** The help text of a tool for one of its commands; undefined when the tool is not installed. */
export type Help = (words: string[]) => string | undefined;

const TOOLS = ['az', 'azd', 'npm', 'bash', 'node'];
const COMMAND = new RegExp(`^(${TOOLS.join('|')}) `);
const Scripts = z.object({ scripts: z.record(z.string(), z.string()) });

/** Every command in a page: code blocks and inline code. */
export function commandsOf(page: string): string[] {
  const blocks = [...page.matchAll(/^ {4,}(\S.*)$/gm)].map(([, line = '']) => line);
  const inline = [...page.replace(/^ {4,}\S.*$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...blocks, ...inline].flatMap((line) => line.split(' && ')).filter((line) => COMMAND.test(line));
}

/**
 * Commands that would fail: those that name a missing file, script, output or variable, or use a flag that the tool
 * does not know.
 */
export function commandFaults(root: string, page: string, help: Help): string[] {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const { scripts } = Scripts.parse(JSON.parse(read('package.json')));
  const template = read('infra/bicep/main.bicep');
  const samples = ['dev', 'prod', 'azd'].map((name) => read(`infra/bicep/${name}.bicepparam`)).join('\n');
  const variables = new Set([...page.matchAll(/`(GO_LIVE_\w+)`/g)].map(([, name = '']) => name));
  const outputs = [...page.matchAll(/output `(\w+)`|`(\w+)` is an output/g)].map(
    ([, one, other]) => one ?? other ?? '',
  );
  return [
    ...commandsOf(page).flatMap((command) => [
      ...filesOf(command)
        .filter((file) => !existsSync(path.join(root, file)))
        .map((file) => `${command}: no file ${file}.`),
      ...scriptsOf(command)
        .filter((name) => !(name in scripts))
        .map((name) => `${command}: no script ${name}.`),
      ...unknownFlags(command, help).map((flag) => `${command}: the tool does not know ${flag}.`),
    ]),
    ...[...variables]
      .filter(
        (name) => !samples.includes(`'${name}'`) && !template.includes(`${name}:`) && !SET_BY_MODULES.includes(name),
      )
      .map((name) => `Nothing reads ${name}.`),
    ...outputs.filter((name) => !template.includes(`output ${name} `)).map((name) => `There is no output ${name}.`),
  ];
}

/** App settings that depend on other parameters: modules/function-app.bicep sets them. */
const SET_BY_MODULES = ['GO_LIVE_SIGN_IN'];

function filesOf(command: string): string[] {
  return command.match(/(?<=[\s@])(infra|pipelines)\/[\w./-]+/g) ?? [];
}

function scriptsOf(command: string): string[] {
  return [...command.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
}

function unknownFlags(command: string, help: Help): string[] {
  if (!command.startsWith('az ')) return [];
  const words = command.split(' ').slice(1);
  const end = words.findIndex((word) => /^[-<"]/.test(word));
  const text = help(end < 0 ? words : words.slice(0, end));
  const flags = command.match(/(?<=\s)--[a-z-]+/g) ?? [];
  return text === undefined ? [] : flags.filter((flag) => !new RegExp(`${flag}(?![a-z-])`).test(text));
}
