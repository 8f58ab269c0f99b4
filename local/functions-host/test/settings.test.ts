import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readAppSettings, resolveSettingNames, withPlatformSettings } from '../app-settings.ts';
import { readHostJson } from '../host-json.ts';

describe('settings of the app and the host', () => {
  let appDir: string;
  beforeEach(async () => {
    appDir = await mkdtemp(path.join(tmpdir(), 'app-'));
  });
  afterEach(() => rm(appDir, { recursive: true, force: true }));
  const write = (file: string, content: unknown) => writeFile(path.join(appDir, file), JSON.stringify(content));

  test('come from the environment over local.settings.json over the platform', async () => {
    // Prepare
    await write('local.settings.json', {
      IsEncrypted: false,
      Values: { A: 'file', B: 'file', WEBSITE_SITE_NAME: 'mine' },
    });

    // Act
    const settings = withPlatformSettings(await readAppSettings(appDir, { A: 'environment' }), 7000);

    // Assess
    expect(settings).toMatchObject({
      A: 'environment',
      B: 'file',
      WEBSITE_SITE_NAME: 'mine',
      WEBSITE_HOSTNAME: 'localhost:7000',
      FUNCTIONS_WORKER_RUNTIME: 'node',
    });
  });

  test('need no local.settings.json', async () => {
    expect(await readAppSettings(appDir, { A: 'environment' })).toEqual({ A: 'environment' });
  });

  test.each([
    ['a number', { Values: { A: 60 } }, 'A is not text; wanted: a value in quotes, as for every setting.'],
    ['another name', { values: { A: '60' } }, 'values is not known there; wanted: Values, with the settings in it.'],
    ['encrypted ones', { IsEncrypted: true, Values: {} }, 'IsEncrypted is not false'],
    ['a list', { Values: ['A'] }, 'Values is not an object.'],
    ['no object', 'A=60', 'It is not an object.'],
  ])('of local.settings.json that has %s say so', async (_, content, says) => {
    await write('local.settings.json', content);
    await expect(readAppSettings(appDir, {})).rejects.toThrow(`local.settings.json cannot be used: ${says}`);
  });

  test('replace their names between percent signs', () => {
    expect(resolveSettingNames('%A%-%B%', { A: 'a', B: 'b' })).toBe('a-b');
    expect(() => resolveSettingNames('%A%', {})).toThrow('app setting A');
  });

  test('of host.json have the defaults of Azure, and members for others are left alone', async () => {
    await write('host.json', { version: '2.0', extensionBundle: {}, extensions: { serviceBus: { prefetchCount: 5 } } });
    expect(await readHostJson(appDir)).toEqual({ routePrefix: 'api', serviceBus: {}, durableTask: {}, logLevels: {} });
  });

  test('of host.json are read in the spelling of Azure', async () => {
    await write('host.json', {
      extensions: {
        http: { routePrefix: '' },
        serviceBus: { maxConcurrentCalls: 3, maxAutoLockRenewalDuration: '00:10:00', autoCompleteMessages: false },
        durableTask: { hubName: 'hub' },
      },
      logging: { logLevel: { default: 'Warning' } },
    });
    expect(await readHostJson(appDir)).toEqual({
      routePrefix: '',
      serviceBus: { maxConcurrentCalls: 3, maxAutoLockRenewalDuration: 600_000, autoCompleteMessages: false },
      durableTask: { hubName: 'hub' },
      logLevels: { default: 'warning' },
    });
  });

  test('of host.json say which member is wrong', async () => {
    await write('host.json', { extensions: { serviceBus: { maxAutoLockRenewalDuration: 'ten' } } });
    await expect(readHostJson(appDir)).rejects.toThrow(/maxAutoLockRenewalDuration/);
  });
});
