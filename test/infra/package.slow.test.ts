import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { BACKENDS, type Backend } from '../../infra/package/backend.ts';
import { packageFiles, zipped } from '../../infra/package/package-files.ts';
import { ROOT } from './compiled.ts';

const MAX_BYTES = 6 * 1024 * 1024;

/** The package as a deployment receives it. */
const unpacked = (backend: Backend) => unzipSync(zipped(packageFiles(ROOT, backend)));

describe.each(BACKENDS)('the package for %s', (backend) => {
  test("has the bundle in its three files, the page's assets, host.json, package.json and the licences, and nothing else", () => {
    expect(Object.keys(unpacked(backend)).sort()).toEqual([
      'LICENSE',
      ...['css.br', 'css.gz', 'js.br', 'js.gz'].map((form) =>
        expect.stringMatching(new RegExp(`^dist/assets/page\\.[0-9A-Z]{8}\\.${form}$`)),
      ),
      'dist/index.cjs',
      'dist/page.cjs',
      'dist/sdk.cjs',
      'host.json',
      'package.json',
      'third-party-notices.txt',
    ]);
  });

  test('has the licence of each package that is in it', () => {
    const notices = new TextDecoder().decode(unpacked(backend)['third-party-notices.txt']);

    for (const name of [
      '@azure/functions',
      '@azure/identity',
      'applicationinsights',
      'durable-functions',
      'preact',
      'zod',
    ])
      expect(notices).toMatch(new RegExp(`^${name} \\d\\S* \\(MIT\\)$`, 'm'));
    expect(notices).toMatch(/^@picocss\/pico \d\S* \(MIT\)$/m);
    expect(notices).toContain('Permission is hereby granted, free of charge');
    expect(notices).not.toContain('fast-check');
  });

  test('is at most 6 MB unzipped', () => {
    // Act
    const bytes = Object.values(unpacked(backend)).reduce((sum, content) => sum + content.length, 0);

    // Assess
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
  });

  test('names its backend in host.json itself: what starts instances reads nothing else', () => {
    // Act
    const host = JSON.parse(new TextDecoder().decode(unpacked(backend)['host.json']));
    const { type, connectionStringName } = host.extensions.durableTask.storageProvider;

    // Assess
    expect({ type, connectionStringName }).toEqual(
      backend === 'AzureStorage'
        ? {}
        : { type: 'azureManaged', connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING' },
    );
  });

  test('asks Azure to install and to build nothing', () => {
    // Act
    const manifest = JSON.parse(new TextDecoder().decode(unpacked(backend)['package.json']));

    // Assess
    expect(Object.keys(manifest).sort()).toEqual(['engines', 'license', 'main', 'name', 'private', 'type', 'version']);
    expect(manifest.main).toBe('dist/index.cjs');
  });

  test('is the same to the byte when nothing has changed', () => {
    const once = zipped(packageFiles(ROOT, backend));

    expect(Buffer.from(once).equals(zipped(packageFiles(ROOT, backend)))).toBe(true);
  });

  test('takes an offer live on the local host, unzipped in a directory with nothing else', async () => {
    // Prepare
    const directory = mkdtempSync(path.join(tmpdir(), 'go-live-package-'));
    for (const [name, content] of Object.entries(unpacked(backend))) {
      mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
      writeFileSync(path.join(directory, name), content);
    }

    try {
      // Act
      const { code, printed } = await demoIn(directory);

      // Assess
      expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining('Succeeded') });
    } finally {
      rmSync(directory, { recursive: true });
    }
  }, 60_000);
});

/** Runs the program of `npm run demo` on the app in a directory. */
async function demoIn(directory: string): Promise<{ code: unknown; printed: string }> {
  const demo = spawn(process.execPath, [path.join(ROOT, 'local', 'demo.ts')], { cwd: directory });
  let printed = '';
  for (const stream of [demo.stdout, demo.stderr]) stream.on('data', (data) => (printed += data));
  const [code] = await once(demo, 'close');
  return { code, printed };
}
