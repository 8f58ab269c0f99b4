import { type SdkProcess, startSdkProcess } from '../sdk/sdk-process.ts';
import { startWorld, type World } from '../world.ts';

describe('Key Vault through the SDK with default options', () => {
  let world: World;
  let sdk: SdkProcess;

  beforeAll(async () => {
    world = await startWorld();
    sdk = startSdkProcess(world.settings);
  });

  afterAll(async () => {
    await sdk.end();
    await world.close();
  });

  const keyVaultStatuses = async () => {
    const { json } = await world.admin('GET', '/requests?service=keyVault');
    return (json as { status: number }[]).map(({ status }) => status);
  };

  test('answers the challenge first and then the newest version', async () => {
    // Prepare
    await world.admin('PUT', '/secrets/rotated', 'first');
    await world.admin('PUT', '/secrets/rotated?expiresOn=2026-01-02T03:04:05Z', 'second');

    // Act
    const secret = await sdk.call('getSecret', 'rotated');

    // Assess
    expect(secret).toMatchObject({ value: 'second', expiresOn: '2026-01-02T03:04:05.000Z' });
    expect(secret.id).toMatch(/^https:\/\/go-live-local\.vault\.azure\.net\/secrets\/rotated\/[0-9a-f]{32}$/);
    expect(await keyVaultStatuses()).toEqual([401, 200]);
  });

  test('keeps older versions readable and lists them all, over several pages', async () => {
    // Prepare
    const puts = Array.from({ length: 30 }, (_, i) => () => world.admin('PUT', '/secrets/many', `value ${i}`));
    const versions: unknown[] = [];
    for (const put of puts) versions.push((await put()).json);
    const { version } = versions[0] as { version: string };

    // Act
    const listed = await sdk.call('listVersions', 'many');
    const first = await sdk.call('getSecret', 'many', version);

    // Assess
    expect(listed).toHaveLength(30);
    expect(first.value).toBe('value 0');
  });

  test('lists all secrets without their values, over several pages', async () => {
    // Prepare
    const names = Array.from({ length: 30 }, (_, i) => `listed-${i}`);
    for (const name of names) {
      await world.admin('PUT', `/secrets/${name}`, 'old');
      await world.admin('PUT', `/secrets/${name}`, 'new');
    }

    // Act
    const listed = await sdk.call('listSecrets');

    // Assess
    const ours = listed.filter(({ name }) => name.startsWith('listed-'));
    expect(ours.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(ours).toContainEqual({
      name: 'listed-0',
      id: 'https://go-live-local.vault.azure.net/secrets/listed-0',
      hasValue: false,
    });
  });

  test.each(['nowhere', 'rotated/0123456789abcdef0123456789abcdef'])('says SecretNotFound for %s', async (path) => {
    // Prepare
    const [name = '', version] = path.split('/');

    // Act
    const reading = sdk.call('getSecret', name, version);

    // Assess
    await expect(reading).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
  });

  test('refuses to read a disabled secret', async () => {
    // Prepare
    await world.admin('PUT', '/secrets/off?enabled=false', 'x');

    // Act
    const reading = sdk.call('getSecret', 'off');

    // Assess
    await expect(reading).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
      message: expect.stringContaining('disabled secret'),
    });
  });

  test('lets the app read only', async () => {
    await expect(sdk.call('setSecret', 'new')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
  });

  test('fails as scripted and then works again, so that the SDK retries through it', async () => {
    // Prepare
    await world.admin('PUT', '/secrets/shaky', 'x');
    await world.admin('PUT', '/faults', { service: 'keyVault', status: 503, times: 1, retryAfter: 0 });
    const before = (await keyVaultStatuses()).length;

    // Act
    const { value } = await sdk.call('getSecret', 'shaky');

    // Assess
    expect(value).toBe('x');
    expect((await keyVaultStatuses()).slice(before)).toEqual([503, 200]);
  });

  test('words a scripted refusal as the service does', async () => {
    // Prepare
    await world.admin('PUT', '/faults', { service: 'keyVault', status: 403, times: 1 });

    // Act
    const reading = sdk.call('getSecret', 'shaky');

    // Assess
    await expect(reading).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
  });
});
