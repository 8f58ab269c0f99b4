import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clientOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { askForMany, endOf, nextOf, wrongWith } from './many.ts';

// A deployment: instances of two versions run side by side for a minute, then the older ones end. On Microsoft's engine
// both work on one task hub; the local engine has one hub per host, so there only the record carries the operations
// over.

const OPERATIONS = 10;
const SIDE_BY_SIDE_MS = 60_000;
const MAX_MS = 300_000;

const newerApp = mkdtempSync(path.join(tmpdir(), 'go-live-newer-'));
const overrides = process.env['CONFORMANCE_OVERRIDES'] ?? '';
const { stack } = stackOfFile({ CONFORMANCE_OVERRIDES: `${overrides};hubName=deployment${Date.now()}` });

afterAll(() => rmSync(newerApp, { recursive: true, force: true }));

test(
  'operations that two versions began are carried to their ends by the newer one',
  async () => {
    // Prepare
    writeNewerApp();
    const older = clientOf(stack);
    const began = await askForMany(older, 'older', OPERATIONS, 40);

    // Act
    const app = await stack.startAnotherHost({ appDir: newerApp });
    const newer = clientOf({ ...stack, endpoints: () => ({ ...stack.endpoints(), app }) });
    began.push(...(await askForMany(newer, 'newer', OPERATIONS, 40)));
    await newer.sleep(SIDE_BY_SIDE_MS / 2);
    began.push(...(await askForMany(newer, 'late', OPERATIONS, 40)));
    await newer.sleep(SIDE_BY_SIDE_MS / 2);
    await stack.endHost();
    const ended = await endOf(newer, began, MAX_MS);

    // Assess
    expect(await wrongWith(newer, ended)).toEqual([]);
    expect(new Set(await nextOf(newer, began, MAX_MS))).toEqual(new Set(['Succeeded']));
  },
  MAX_MS,
);

/** Writes the app with the next version of its orchestrators; its code reports that version. */
function writeNewerApp(): void {
  for (const name of ['dist', 'package.json']) cpSync(name, path.join(newerApp, name), { recursive: true });
  const host = JSON.parse(readFileSync('host.json', 'utf8'));
  host.extensions.durableTask.defaultVersion = '1.1';
  writeFileSync(path.join(newerApp, 'host.json'), JSON.stringify(host));
}
