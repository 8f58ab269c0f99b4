import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const workflows = readdirSync(path.join(ROOT, '.github', 'workflows')).map((name) => `.github/workflows/${name}`);

/** The variables that go-live.mjs documents. */
const VARIABLES = [...read('pipelines/usage.mjs').matchAll(/^ {3}(GO_LIVE_\w+) /gm)].map(([, name]) => String(name));

describe('the pipeline definitions', () => {
  test.each([...workflows, 'pipelines/github/action.yml'])('%s pins every action by commit', (file) => {
    // Act
    const used = [...read(file).matchAll(/uses: (\S+)/g)].map(([, action]) => String(action));

    // Assess
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  test.each([...workflows, 'pipelines/azure-devops/deploy.yml'])('%s knows no secret', (file) => {
    expect(read(file)).not.toMatch(/secrets\.|password|publish-profile|client-secret/i);
  });

  test.each([
    ['pipelines/github/action.yml', 1, []],
    // The agent itself provides the identity that signs in.
    ['pipelines/azure-devops/go-live.yml', 2, ['GO_LIVE_CLIENT_ID', 'GO_LIVE_TENANT_ID']],
  ])('%s hands everything to the script that it reads, and by the environment alone', (file, times, known) => {
    // Act
    const handed = [...read(file).matchAll(/^\s+(GO_LIVE_\w+):/gm)].map(([, name]) => name);
    const inScripts = [...read(file).matchAll(/(?:run|bash|inlineScript): .*/g)].map(([line]) => line);

    // Assess
    expect(VARIABLES).toHaveLength(12);
    for (const name of VARIABLES.filter((name) => !known.includes(name)))
      expect(handed.filter((given) => given === name)).toHaveLength(times);
    // A value that is pasted into a script could inject commands.
    expect(inScripts.filter((line) => line.includes('${{'))).toEqual([]);
    expect(inScripts).toHaveLength(times);
    // A shell in between would not pass on the signal of a canceled job.
    expect(inScripts.filter((line) => !line.includes(': exec node '))).toEqual([]);
  });

  test('has every input, output and exit code in the guide', () => {
    // Prepare
    const guide = read('pipelines/README.md');
    const action = read('pipelines/github/action.yml').split(/^runs:$/m)[0] ?? '';
    const template = read('pipelines/azure-devops/go-live.yml').split(/^steps:$/m)[0] ?? '';

    // Act
    const names = [
      ...[...action.matchAll(/^ {2}([\w-]+):$/gm)].map(([, name]) => `\`${name}\``),
      ...[...template.matchAll(/^ {2}- name: (\w+)$/gm)].map(([, name]) => `\`${name}\``),
      ...[...read('pipelines/exit-codes.mjs').matchAll(/: (\d+),$/gm)].map(([, code]) => `| ${code} |`),
    ];

    // Assess
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !guide.includes(name))).toEqual([]);
  });

  test('lets only the job that deploys sign in to Azure, and that one runs no code of a development dependency', () => {
    // Act
    const [before = '', deploying = ''] = read('.github/workflows/deploy.yml').split(/^ {2}deploy:$/m);

    // Assess
    expect(before).not.toMatch(/id-token/);
    expect(deploying).toMatch(/id-token: write/);
    expect(deploying).not.toMatch(/npm /);
  });

  test.each(['azd deploy', 'azd up'])('%s builds the package that it deploys', (command) => {
    // Prepare
    const hooks = { 'azd deploy': 'predeploy', 'azd up': 'prepackage' } as Record<string, string>;

    // Act
    const [, hook = ''] = read('azure.yaml').split(new RegExp(`^  ${hooks[command]}:$`, 'm'));

    // Assess
    expect(hook.split(/^ {2}\w+:$/m)[0]).toMatch(/posix:[\s\S]*npm run package[\s\S]*windows:[\s\S]*npm run package/);
  });
});
