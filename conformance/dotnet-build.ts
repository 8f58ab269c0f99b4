import { spawnSync } from 'node:child_process';

const PROJECT = 'conformance/host/durable-host.csproj';
const OUTPUT = 'conformance/host/bin';
/** Major version of the SDK that the project's `TargetFramework` requires. */
const SDK_MAJOR = 10;

/** What this machine lacks to build the .NET program; undefined when it lacks nothing. */
export function missingDotnet(): string | undefined {
  const found = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  const install = `Install the .NET SDK ${SDK_MAJOR} (https://dotnet.microsoft.com/download, or the package dotnet-sdk-${SDK_MAJOR}.0), so that "dotnet" is on the PATH.`;
  if (found.error || found.status !== 0) return `There is no "dotnet" on this machine. ${install}`;
  const majors = found.stdout.split('\n').map((line) => Number.parseInt(line, 10));
  if (majors.some((major) => major >= SDK_MAJOR)) return undefined;
  return `"dotnet" has these SDKs only:\n${found.stdout}${install}`;
}

/**
 * Builds the .NET program from the packages that its lock file names.
 * @throws Error when it cannot be built.
 */
export function buildDotnetHost(): void {
  const options = ['--configuration', 'Release', '--output', OUTPUT, '--nologo', '--verbosity', 'quiet'];
  const built = spawnSync('dotnet', ['build', PROJECT, ...options, '-p:RestoreLockedMode=true'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The .NET program cannot be built:\n${built.stdout}${built.stderr}`);
}
