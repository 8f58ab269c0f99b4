import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { contentHash } from './content-hash.ts';
import { Installation } from './installation.ts';
import { parametersOf, VARIANTS } from './variants.ts';

const Compiled = z.object({
  /** Warnings of the compiler and its linter. */
  warnings: z.array(z.string()),
  /** The compiled main.bicep, as text. */
  template: z.string(),
  /** The text of each sample. */
  samples: z.record(z.string(), z.string()),
  /** The predicted deployment, by the name of the variant or sample. */
  installations: z.record(z.string(), Installation),
});

export type Compiled = z.infer<typeof Compiled>;

/** Parameter files that people start from. */
export const SAMPLES = ['dev', 'prod', 'azd'];

/** The environment for the samples; it turns on every optional part. */
export const SAMPLE_ENVIRONMENT = {
  GO_LIVE_ALLOWED_CALLERS: '22222222-2222-2222-2222-222222222222,33333333-3333-3333-3333-333333333333',
  GO_LIVE_OPERATOR_IP_RULES: '203.0.113.7',
  GO_LIVE_API_APPLICATION_ID: '11111111-1111-1111-1111-111111111111',
  GO_LIVE_ALERT_EMAILS: 'on-duty@example.org',
  GO_LIVE_SUBSCRIBER_URL: 'https://subscriber.example/events',
};

/** The made-up target of the predicted deployments. */
const TENANT = '00000000-0000-0000-0000-00000000000a';
const SUBSCRIPTION = '00000000-0000-0000-0000-00000000000b';

/**
 * Compiles and lints all of infra/bicep and predicts the deployment of every variant and sample. The result is cached
 * by the hash of the inputs, so that the check and all tests share it.
 * @throws Error with the compiler's output when it rejects a file.
 */
export async function compileInfrastructure(root: string, findBicep: () => string): Promise<Compiled> {
  const folder = path.join(root, 'infra', 'bicep');
  const hash = contentHash([folder, path.join(root, 'infra', 'check')]);
  const cache = path.join(root, 'node_modules', '.cache', 'infra');
  const kept = path.join(cache, `${hash}.json`);
  if (existsSync(kept)) return Compiled.parse(JSON.parse(readFileSync(kept, 'utf8')));
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'work-'));
  try {
    const compiled = await compile(findBicep(), folder, work);
    const written = path.join(work, 'compiled.json');
    writeFileSync(written, JSON.stringify(compiled));
    renameSync(written, kept);
    return compiled;
  } finally {
    rmSync(work, { recursive: true });
  }
}

async function compile(bicep: string, folder: string, work: string): Promise<Compiled> {
  const main = path.join(folder, 'main.bicep');
  const [lint, build, ...snapshots] = await Promise.all([
    run(bicep, ['lint', '--pattern', '*.bicep*'], folder),
    run(bicep, ['build', main, '--stdout'], folder),
    ...VARIANTS.map((variant) => workOut(bicep, work, variant.name, parametersOf(variant, path.relative(work, main)))),
    ...SAMPLES.map((name) => workOut(bicep, work, name, sampleText(folder, work, name))),
  ]);
  const said = `${lint.said}\n${build.said}`.split('\n').filter((line) => line.trim() !== '');
  const samples = SAMPLES.map((name) => [name, readFileSync(path.join(folder, `${name}.bicepparam`), 'utf8')]);
  return {
    warnings: [...new Set(said)],
    template: build.out,
    samples: Object.fromEntries(samples),
    installations: Object.fromEntries(snapshots),
  };
}

/** A sample's text, adapted to the work folder: the compiler writes its output beside the file. */
function sampleText(folder: string, work: string, name: string): string {
  const text = readFileSync(path.join(folder, `${name}.bicepparam`), 'utf8');
  return text.replace(/^using '(.*)'/, (_, template: string) => {
    return `using '${path.relative(work, path.join(folder, template))}'`;
  });
}

async function workOut(bicep: string, work: string, name: string, parameters: string): Promise<[string, Installation]> {
  const file = path.join(work, `${name}.bicepparam`);
  writeFileSync(file, parameters);
  const place = ['--tenant-id', TENANT, '--subscription-id', SUBSCRIPTION, '--location', 'westeurope'];
  const group = name === 'azd' ? [] : ['--resource-group', 'rg-check'];
  await run(bicep, ['snapshot', file, '--mode', 'overwrite', '--deployment-name', 'check', ...place, ...group], work);
  const text = readFileSync(path.join(work, `${name}.snapshot.json`), 'utf8');
  return [name, Installation.parse(JSON.parse(text))];
}

async function run(bicep: string, args: string[], cwd: string): Promise<{ out: string; said: string }> {
  const env = { ...process.env, ...SAMPLE_ENVIRONMENT };
  try {
    const { stdout, stderr } = await promisify(execFile)(bicep, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
    return { out: stdout, said: stderr };
  } catch (error) {
    throw new Error(`"bicep ${args.join(' ')}" failed:\n${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
