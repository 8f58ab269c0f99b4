import { once } from 'node:events';
import { request } from 'node:http';
import { routeFor } from '../../tls/routes.ts';
import { type SdkProcess, startSdkProcess } from '../sdk/sdk-process.ts';
import { startWorld, type World } from '../world.ts';

describe('the proxy', () => {
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

  const connect = async (target: string) => {
    const asking = request(world.settings['HTTPS_PROXY'] ?? '', { method: 'CONNECT', path: target }).end();
    const [response, socket] = await once(asking, 'connect');
    socket.destroy();
    return response.statusCode;
  };

  test.each([
    ['cloudpartner.azure.com', '/api/x?y=z'],
    ['graph.microsoft.com', '/rp/product-ingestion/product?externalId=z'],
  ])('brings a client that trusts the CA to the marketplace by its real name %s', async (host, path) => {
    expect(await sdk.call('fetch', `https://${host}${path}`)).toEqual({
      status: 200,
      body: `marketplace got GET ${path}`,
    });
  });

  test.each([
    'example.com:443',
    '127.0.0.1:443',
    'a.b.vault.azure.net:443',
    'vault.azure.net:443',
    'x.vault.azure.net:80',
  ])('opens no tunnel to %s', async (target) => {
    expect(await connect(target)).toBe(502);
  });

  test('opens a tunnel to a name of the stand-ins', async () => {
    expect(await connect('any-vault.vault.azure.net:443')).toBe(200);
  });

  test('fetches nothing in the clear', async () => {
    const asking = request(world.settings['HTTPS_PROXY'] ?? '', { path: 'http://169.254.169.254/metadata' }).end();
    const [response] = await once(asking, 'response');
    response.resume();
    expect(response.statusCode).toBe(502);
  });
});

describe('routes', () => {
  const listener = () => {};
  const routes = [
    { hosts: ['*.vault.azure.net'], listener },
    { hosts: ['cloudpartner.azure.com'], listener },
  ];

  test.each([
    ['x.vault.azure.net', 0],
    ['X.Vault.Azure.Net', 0],
    ['cloudpartner.azure.com', 1],
    ['a.b.vault.azure.net', -1],
    ['cloudpartner.azure.com.example', -1],
    ['', -1],
  ])('find who answers for "%s"', (host, index) => {
    expect(routeFor(routes, host)).toBe(routes[index]);
  });
});
