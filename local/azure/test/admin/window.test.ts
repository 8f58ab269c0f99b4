import { startWorld, type World } from '../world.ts';

describe('the admin window', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.close());

  test.each([
    ['GET', '/health', { status: 'ok' }],
    ['GET', '/events', []],
    ['GET', '/telemetry', []],
    ['GET', '/requests', []],
    ['GET', '/service-bus', [{ name: 'golive-requests', active: 0 }]],
  ])('answers %s %s', async (method, path, json) => {
    expect(await world.admin(method, path)).toMatchObject({ status: 200, json });
  });

  test.each([
    ['PUT', '/secrets/a_b', 'x', 'Got the secret name "a_b"'],
    ['PUT', '/secrets/a', '', 'raw value'],
    ['PUT', '/secrets/a?expiresOn=soon', 'x', 'expiresOn'],
    ['PUT', '/secrets/a?expires=2026-01-01T00:00:00Z', 'x', 'expires'],
    ['PUT', '/faults', 'x', 'Got x; wanted a JSON body.'],
    ['PUT', '/faults', '{"service":"portal","status":503,"times":1}', 'keyVault'],
    ['PUT', '/faults', '{"service":"keyVault","status":200,"times":1}', 'status'],
    ['PUT', '/faults', '{"service":"keyVault","times":1}', 'wanted a status'],
    ['PUT', '/faults', '{"service":"keyVault","status":503,"times":1.5}', 'times'],
    ['PUT', '/faults', '{"service":"keyVault","status":503,"times":1,"forever":true}', 'forever'],
    ['PUT', '/clients/c', '{"tenantId":"t"}', 'secret'],
    ['GET', '/events?after=last', undefined, 'after'],
    ['GET', '/requests?service=portal', undefined, 'service'],
  ])('refuses %s %s with %s', async (method, path, body, words) => {
    const { status, json } = await world.admin(method, path, body);
    expect(status).toBe(400);
    expect(json).toEqual({ error: expect.stringContaining(words) });
  });

  test('says what it knows when it is asked for something else', async () => {
    expect(await world.admin('POST', '/events')).toMatchObject({
      status: 404,
      json: { error: expect.stringContaining('DELETE /events') },
    });
  });

  test('clears a fault with times 0', async () => {
    // Prepare
    const url = `${world.settings['IDENTITY_ENDPOINT']}?api-version=2019-08-01&resource=https://vault.azure.net`;
    const headers = { 'X-IDENTITY-HEADER': world.settings['IDENTITY_HEADER'] ?? '' };
    await world.admin('PUT', '/faults', { service: 'identity', status: 503, times: 5 });

    // Act
    const faulty = await fetch(url, { headers });
    await world.admin('PUT', '/faults', { service: 'identity', times: 0 });
    const healed = await fetch(url, { headers });

    // Assess
    expect([faulty.status, healed.status]).toEqual([503, 200]);
  });

  test('notes requests without their queries and headers', async () => {
    // Act
    const { text } = await world.admin('GET', '/requests?service=identity');

    // Assess
    expect(JSON.parse(text)).toContainEqual({
      service: 'identity',
      method: 'GET',
      path: '/msi/token',
      status: 200,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(text).not.toContain(world.settings['IDENTITY_HEADER']);
  });
});
