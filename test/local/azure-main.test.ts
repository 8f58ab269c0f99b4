import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSdkProcess } from '../../local/azure/test/sdk/sdk-process.ts';

const MAIN = join(__dirname, '../../local/azure-main.ts');

describe('the process of the stand-ins', () => {
  let stateDir: string;
  let child: ChildProcess;

  beforeEach(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'golive-azure-'));
    child = fork(MAIN, ['--state', stateDir], { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const [message] = await once(child, 'message');
    expect(message).toBe('ready');
  });

  afterEach(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(stateDir, { recursive: true });
  });

  const readState = () => JSON.parse(readFileSync(join(stateDir, 'azure.json'), 'utf8'));

  const productLookup = async (token: unknown) => {
    const url = `${readState().portal}/rp/product-ingestion/product?externalId=x`;
    return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
  };

  test('tells what an app needs, and an app with these settings reads the demo secret of contoso', async () => {
    // Prepare
    const state = readState();
    const sdk = startSdkProcess(state.settings);

    try {
      // Act
      const { value } = await sdk.call('getSecret', 'marketplace-contoso');
      const { tenantId, clientId, clientSecret } = JSON.parse(value ?? '');
      const tokenFor = (resource: string) =>
        sdk.call('clientSecretToken', tenantId, clientId, clientSecret, `${resource}/.default`);
      const token = await tokenFor('https://cloudpartner.azure.com');
      const graphToken = await tokenFor('https://graph.microsoft.com');
      const marketplace = await sdk.call(
        'fetch',
        'https://cloudpartner.azure.com/api/publishers/contoso/offers/x/status',
      );

      // Assess
      expect(state).toMatchObject({ pid: child.pid, portal: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
      expect(state.settings.ServiceBusConnection).toBe(state.serviceBus);
      expect(token).toEqual(expect.any(String));
      expect(marketplace.status).not.toBe(502);
      expect(await Promise.all([token, graphToken].map(productLookup))).toEqual([401, 200]);
      expect(statSync(join(stateDir, 'azure.json')).mode & 0o077).toBe(0);
      const onDisk = readdirSync(stateDir).map((name) => readFileSync(join(stateDir, name), 'latin1'));
      expect(onDisk.filter((text) => text.includes(clientSecret) || text.includes('PRIVATE KEY'))).toEqual([]);
    } finally {
      await sdk.end();
    }
  });

  test('shows the Service Bus queue in the admin window', async () => {
    const response = await fetch(`${readState().admin}/service-bus`);
    expect(await response.json()).toEqual([expect.objectContaining({ name: 'golive-requests', deadLetters: [] })]);
  });

  test('takes its file away and ends well when it is asked to', async () => {
    // Act
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');

    // Assess
    expect(code).toBe(0);
    expect(existsSync(join(stateDir, 'azure.json'))).toBe(false);
  });

  test('ends when its parent is gone', async () => {
    // Act
    child.disconnect();
    await once(child, 'exit');

    // Assess
    expect(existsSync(join(stateDir, 'azure.json'))).toBe(false);
  });
});
