import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import type { Ended } from '../../tools/clients/callers/ended.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';

// Clients that two generators build from the OpenAPI document, as teams do that call this API from their own code.

const FOLDER = 'tools/clients';
const DOCUMENT = 'docs/openapi.json';
const GENERATORS: Record<string, [library: string, bin: string, ...options: string[]]> = {
  'typed-fetch': ['openapi-typescript', 'bin/cli.js', DOCUMENT, '--output', `${FOLDER}/generated/typed-fetch.ts`],
  'api-class': [
    'swagger-typescript-api',
    'dist/cli.mjs',
    'generate',
    '--path',
    DOCUMENT,
    '--output',
    `${FOLDER}/generated`,
    '--name',
    'api-class.ts',
  ],
};
const NAMES = Object.keys(GENERATORS);

const { stack, client } = stackOfFile();

function generate(name: string): void {
  const [library = '', bin = '', ...options] = GENERATORS[name] ?? [];
  const places = createRequire(`${process.cwd()}/${FOLDER}/package.json`).resolve.paths(library) ?? [];
  const folder = places.map((modules) => `${modules}/${library}`).find((path) => existsSync(path));
  if (folder === undefined) throw new Error(`${library} is not installed. Run npm ci in the repository's root.`);
  execFileSync(process.execPath, [`${folder}/${bin}`, ...options], { stdio: 'pipe' });
}

/** Runs the caller, with its generated client in it, as a program of its own. */
async function goLive(name: string, offer: string): Promise<Ended> {
  const outfile = `${FOLDER}/generated/${name}.mjs`;
  buildSync({ entryPoints: [`${FOLDER}/callers/${name}.ts`], bundle: true, platform: 'node', format: 'esm', outfile });
  const program = `
    import { goLive } from './${outfile}';
    console.log(JSON.stringify(await goLive('${stack.endpoints().app}/api', '${offer}')));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse((await run).stdout);
}

beforeAll(() => {
  for (const name of NAMES) generate(name);
}, 90_000);

test('what is generated compiles, with callers that say no more than they want', () => {
  expect(() => execFileSync('tsc', ['--project', FOLDER], { encoding: 'utf8' })).not.toThrow();
}, 60_000);

test.each(NAMES)('%s starts a go-live, follows it, and sees it succeed or fail', async (name) => {
  // Prepare
  const messages = [{ html: 'Issues found during Certification.', level: 'error' }];
  const steps = [{ id: 'displaycertify', seconds: 1, outcome: 'fails', messages }];
  await client.scenario(`${name}-fails`, { goLive: { steps } });

  // Act
  const ends = await Promise.all([goLive(name, `${name}-works`), goLive(name, `${name}-fails`)]);

  // Assess
  expect(ends).toEqual([{ status: 'Succeeded' }, { status: 'Failed', error: 'CertificationFailed' }]);
});
