import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MARKETPLACE_APIS } from '../../src/marketplace/api.ts';

const SOURCE = path.join(__dirname, '../../src');

/** Words that would reveal a specific API: its name, its hosts, and terms of its documents. */
const NAMES = new RegExp(
  [...MARKETPLACE_APIS.map((api) => api.replaceAll('-', '-?')), 'cloud-?partner', 'graph\\.microsoft', 'api-version']
    .concat(['if-match', '\\bconfigure\\b', 'jobId', 'targetType'])
    .join('|'),
  'i',
);

const SETTINGS = /^platform\/setting(s|-forms)\.ts$/;

test('nothing but the marketplace and its settings knows one API from the other', () => {
  // Prepare
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('marketplace/'));

  // Act
  const knowing = files.filter((file) => NAMES.test(readFileSync(path.join(SOURCE, file), 'utf8')));

  // Assess
  expect(files.length).toBeGreaterThan(50);
  expect(knowing.filter((file) => !SETTINGS.test(file))).toEqual([]);
  expect(knowing.filter((file) => SETTINGS.test(file))).toHaveLength(2);
});
