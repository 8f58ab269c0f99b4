import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { welcome } from '../../local/welcome.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'go-live-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, args: string[], settings: Record<string, string> = {}) {
  const { npm_config_only: _, ...environment } = process.env;
  const env = { ...environment, LOCAL_DIR: path.join(folder, 'state'), PORT: '0', ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test.each<[what: string, script: string, args: string[], settings: Record<string, string>, said: RegExp]>([
  ['a port that is a text', 'local/main.ts', [], { PORT: 'abc' }, /^PORT is "abc"; wanted: a number from 0 to 65535/],
  ['a port that is too high', 'local/main.ts', [], { PORT: '80000' }, /^PORT is "80000"; wanted/],
  ['an option that is not known', 'local/main.ts', ['--port', '8080'], {}, /^Unknown option '--port'\.\nnpm start/],
  ['a half that is not known', 'local/main.ts', ['--only', 'hosts'], {}, /^--only is "hosts"; wanted: host or azure/],
  ['an option that npm took', 'local/main.ts', [], { npm_config_only: 'host' }, /Write: npm start -- --only host/],
  ['an API that is not known', 'local/demo.ts', ['--api', 'graph'], {}, /^--api is "graph"; wanted: cloud-partner/],
])('%s is refused in a sentence', (_what, script, args, settings, said) => {
  const { status, stderr } = run(script, args, settings);

  expect(stderr).toMatch(said);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(status).toBe(2);
});

test('a file in the place of the folder is refused in a sentence', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');

  const { status, stderr } = run('local/main.ts', [], { LOCAL_DIR: file });

  expect(stderr).toBe(`LOCAL_DIR is ${file}, which is a file; wanted: a folder, which need not exist yet.\n`);
  expect(status).toBe(2);
});

test('help is printed, and nothing is started', () => {
  const { status, stdout } = run('local/main.ts', ['--help']);

  expect(stdout).toMatch(/^npm start \[-- --only host\|azure\]/);
  expect(status).toBe(0);
});

test('says where everything is, and only of what runs', () => {
  const all = welcome({
    app: 'http://app',
    portal: 'http://portal',
    admin: 'http://admin',
    serviceBus: 'sb',
    pids: {},
  });
  const host = welcome({ app: 'http://app', pids: {} });

  expect(all).toMatch(/rehearsal marketplace +http:\/\/portal/);
  expect(all).toContain('curl http://admin/events');
  expect(host).toContain('curl http://app/api/operations');
  expect(host).not.toContain('marketplace');
});
