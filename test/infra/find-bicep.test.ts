import { BICEP_VERSION, findBicep } from '../../infra/check/find-bicep.ts';

/** A machine on which only these programs exist. */
const machineWith =
  (...programs: string[]) =>
  (program: string) => ({ status: programs.some((known) => program.endsWith(known)) ? 0 : null, text: '' });

describe('the Bicep compiler', () => {
  test('is the one that BICEP names, before the one on the PATH', () => {
    // Act
    const found = findBicep('/app', { BICEP: '/opt/bicep' }, machineWith('bicep', 'dotnet'));

    // Assess
    expect(found).toBe('/opt/bicep');
  });

  test('is not another one when BICEP names a program that does not run', () => {
    // Act
    const find = () => findBicep('/app', { BICEP: '/opt/none' }, machineWith('bicep', 'dotnet'));

    // Assess
    expect(find).toThrow(/\/opt\/none, from the environment variable BICEP, does not run/);
  });

  test('is the one on the PATH when BICEP is not set', () => {
    expect(findBicep('/app', {}, machineWith('bicep'))).toBe('bicep');
  });

  test('is the pinned one on a build server, whatever its image brings', () => {
    // Act
    const found = findBicep('/app', { CI: 'true' }, machineWith('bicep', 'dotnet'));

    // Assess
    expect(found).toContain(`/${BICEP_VERSION}/tools/bicep`);
    expect(findBicep('/app', { CI: 'true' }, machineWith('bicep'))).toBe('bicep');
  });

  test('is restored from NuGet when dotnet is there', () => {
    // Prepare
    const asked: string[] = [];

    // Act
    const found = findBicep('/app', {}, (program, args) => {
      asked.push([program, ...args].join(' '));
      return { status: program === 'bicep' ? null : 0, text: '' };
    });

    // Assess
    expect(found).toContain(`azure.bicep.commandline.linux-x64/${BICEP_VERSION}/tools/bicep`);
    expect(asked[1]).toMatch(/^dotnet restore .*infra\/tools\/bicep\.csproj --packages .*node_modules\/\.cache\/bicep/);
  });

  test('fails with what to do where none can be had', () => {
    // Act
    const find = () => findBicep('/app', {}, machineWith());

    // Assess
    expect(find).toThrow(/No Bicep compiler: .*dotnet is not on the PATH[\s\S]*Set BICEP to the path/);
  });
});
