import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The version in `infra/tools/bicep.csproj`; a different compiler may give different warnings. */
export const BICEP_VERSION = '0.49.2';

const PACKAGE = 'azure.bicep.commandline.linux-x64';

/** Runs a program and returns its output; never throws. */
type Run = (program: string, args: string[]) => { status: number | null; text: string };

/**
 * Finds the Bicep compiler: the one that `BICEP` names, `bicep` on the PATH, or NuGet's package, which `dotnet`
 * restores into `node_modules/.cache/bicep`. On a build server with `dotnet`, the package takes precedence over the
 * PATH.
 * @throws Error that says what to do when there is none.
 */
export function findBicep(root: string, env: NodeJS.ProcessEnv = process.env, run: Run = runProgram): string {
  const named = env['BICEP'];
  if (named !== undefined && named !== '') return working(named, 'the environment variable BICEP', run);
  // A build server's image contains its own compiler, whose newer warnings would break a build that was green here.
  const wantsPinned = env['CI'] === 'true' && run('dotnet', ['--version']).status === 0;
  if (!wantsPinned && run('bicep', ['--version']).status === 0) return 'bicep';
  const cache = path.join(root, 'node_modules', '.cache', 'bicep');
  const restored = path.join(cache, PACKAGE, BICEP_VERSION, 'tools', 'bicep');
  if (!existsSync(restored)) restore(root, cache, run);
  return working(restored, `NuGet package ${PACKAGE}`, run);
}

function restore(root: string, cache: string, run: Run): void {
  const project = path.join(root, 'infra', 'tools', 'bicep.csproj');
  const intermediate = `-p:BaseIntermediateOutputPath=${path.join(cache, 'obj')}${path.sep}`;
  const { status, text } = run('dotnet', ['restore', project, '--packages', cache, intermediate]);
  if (status !== 0) throw missing(`"dotnet restore" failed: ${text.trim() || 'dotnet is not on the PATH'}`);
}

function working(program: string, source: string, run: Run): string {
  const { status, text } = run(program, ['--version']);
  if (status !== 0) throw missing(`${program}, from ${source}, does not run: ${text.trim() || 'no such program'}`);
  return program;
}

function missing(found: string): Error {
  return new Error(
    [
      `No Bicep compiler: ${found}.`,
      `Set BICEP to the path of a Bicep CLI (${BICEP_VERSION} or later), put "bicep" on the PATH, or install the .NET SDK on Linux x64:`,
      'the compiler is then restored from NuGet.',
    ].join('\n'),
  );
}

function runProgram(program: string, args: string[]): { status: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, text: `${stdout ?? ''}${stderr ?? ''}` };
}
