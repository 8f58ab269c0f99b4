import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '..', '..', 'pipelines', 'go-live.mjs');

/** The result of a run of the script; its lines come without their timestamps. */
export interface ScriptRun {
  code: unknown;
  lines: string[];
  last: string | undefined;
  printed: string;
}

/** Runs go-live.mjs as a build agent does, with only the given environment variables. */
export async function runScript(env: Record<string, string>, args: string[] = []): Promise<ScriptRun> {
  return startScript(env, args).ended;
}

/** The same, for tests that act on the process while it runs. */
export function startScript(
  env: Record<string, string>,
  args: string[] = [],
): { child: ChildProcess; ended: Promise<ScriptRun> } {
  const child = spawn(process.execPath, [SCRIPT, ...args], {
    env: { GO_LIVE_PUBLISHER: 'contoso', GO_LIVE_OFFER: 'offer', GO_LIVE_KEY: 'build-1', ...env },
  });
  return { child, ended: resultOf(child) };
}

async function resultOf(child: ChildProcess): Promise<ScriptRun> {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      printed += data;
    });
  }
  const [code] = await once(child, 'close');
  const lines = printed
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}/, ''));
  return { code, lines, last: lines.at(-1), printed };
}
