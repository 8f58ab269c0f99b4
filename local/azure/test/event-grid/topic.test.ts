import { type SdkProcess, startSdkProcess } from '../sdk/sdk-process.ts';
import { startWorld, type World } from '../world.ts';

const EVENT = { type: 'dev.golive.test.v1', source: '/publishers/contoso/offers/x' };

describe('Event Grid through the SDK with default options', () => {
  let world: World;
  let sdk: SdkProcess;

  beforeAll(async () => {
    world = await startWorld();
    sdk = startSdkProcess(world.settings);
  });

  beforeEach(() => world.admin('DELETE', '/events'));

  afterAll(async () => {
    await sdk.end();
    await world.close();
  });

  const received = async (query = '') =>
    (await world.admin('GET', `/events${query}`)).json as Record<string, unknown>[];

  test('keeps what it accepts in order of arrival, batch by batch', async () => {
    // Act
    await sdk.call('sendEvents', [
      { ...EVENT, data: { n: 1 } },
      { ...EVENT, data: { n: 2 } },
    ]);
    await sdk.call('sendEvents', [{ ...EVENT, data: { n: 3 } }]);

    // Assess
    const events = await received();
    expect(events.map(({ data }) => data)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(events[0]).toMatchObject({ ...EVENT, specversion: '1.0', id: expect.any(String), time: expect.any(String) });
    expect((await received('?after=2')).map(({ data }) => data)).toEqual([{ n: 3 }]);
  });

  test('refuses more than a megabyte', async () => {
    const sending = sdk.call('sendEvents', [{ ...EVENT, data: { text: 'x'.repeat(1_048_576) } }]);
    await expect(sending).rejects.toMatchObject({ statusCode: 413, code: 'RequestEntityTooLarge' });
  });

  test('takes a batch as a whole or not at all', async () => {
    // Act
    const sending = sdk.call('sendEvents', [
      { ...EVENT, data: { n: 1 } },
      { ...EVENT, type: '', data: { n: 2 } },
    ]);

    // Assess
    await expect(sending).rejects.toMatchObject({ statusCode: 400, code: 'BadRequest' });
    expect(await received()).toEqual([]);
  });

  test('fails as scripted, and the SDK retries through it without sending twice', async () => {
    // Prepare
    await world.admin('PUT', '/faults', { service: 'eventGrid', status: 503, times: 2, retryAfter: 0 });

    // Act
    await sdk.call('sendEvents', [{ ...EVENT, data: {} }]);

    // Assess
    expect(await received()).toHaveLength(1);
    const { json } = await world.admin('GET', '/requests?service=eventGrid');
    expect((json as { status: number }[]).slice(-3).map(({ status }) => status)).toEqual([503, 503, 200]);
  });
});
