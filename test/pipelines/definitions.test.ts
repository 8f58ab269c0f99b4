import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const workflows = readdirSync(path.join(ROOT, '.github', 'workflows')).map((name) => `.github/workflows/${name}`);

/** What go-live.mjs says at its top that it reads. */
const VARIABLES = [...read('pipelines/go-live.mjs').matchAll(/^\/\/ {3}(GO_LIVE_\w+) /gm)].map(([, name]) =>
  String(name),
);

describe('the pipeline definitions', () => {
  it.each([...workflows, 'pipelines/github/action.yml'])('%s pins every action by commit', (file) => {
    // Act
    const used = [...read(file).matchAll(/uses: (\S+)/g)].map(([, action]) => String(action));

    // Assess
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it.each([...workflows, 'pipelines/azure-devops/deploy.yml'])('%s knows no secret', (file) => {
    expect(read(file)).not.toMatch(/secrets\.|password|publish-profile|client-secret/i);
  });

  it.each([
    ['pipelines/github/action.yml', 1],
    ['pipelines/azure-devops/go-live.yml', 2],
  ])('%s hands everything to the script that it reads, and by the environment alone', (file, times) => {
    // Act
    const handed = [...read(file).matchAll(/^\s+(GO_LIVE_\w+):/gm)].map(([, name]) => name);
    const inScripts = [...read(file).matchAll(/(?:run|bash|inlineScript): .*/g)].map(([line]) => line);

    // Assess
    expect(VARIABLES).toHaveLength(9);
    for (const name of VARIABLES) expect(handed.filter((given) => given === name)).toHaveLength(times);
    // A value that is pasted into a script can say more than a value.
    expect(inScripts.filter((line) => line.includes('${{'))).toEqual([]);
    expect(inScripts).toHaveLength(times);
  });
});
