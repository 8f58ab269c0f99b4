import { startByHttp } from '../../src/functions/start-by-http.ts';
import { inputOf } from '../../src/operations/operation-of.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { bodyOf, goLiveRequestOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

async function start(body: object, settings = SETTINGS) {
  const taskHub = fakeTaskHub();
  const response = await startByHttp(goLiveRequestOf({ body }), {
    ...storesOf(taskHub),
    settings,
  });
  const [instance] = [...taskHub.all.values()];
  return { response, request: instance && inputOf(instance)?.request };
}

test('a request goes through the API of the settings, and the operation shows which', async () => {
  const { response, request } = await start({});

  expect(bodyOf(response)['api']).toBe('cloud-partner-portal');
  expect(request).toMatchObject({ api: 'cloud-partner-portal', terms: { pollMinSeconds: 30, pollMaxSeconds: 600 } });
});

test('a request may choose another one, and is followed at the pace of that one', async () => {
  const { response, request } = await start({ api: 'product-ingestion' });

  expect(bodyOf(response)['api']).toBe('product-ingestion');
  expect(request).toMatchObject({ api: 'product-ingestion', terms: { pollMinSeconds: 60, pollMaxSeconds: 600 } });
});

test('another default changes neither the requests that choose nor the meaning of a key', async () => {
  const settings = { ...SETTINGS, marketplaceApi: 'product-ingestion' as const };

  const unnamed = await start({}, settings);
  const named = await start({ api: 'cloud-partner-portal' }, settings);

  expect(unnamed.request?.api).toBe('product-ingestion');
  expect(unnamed.request?.fingerprint).toBe((await start({})).request?.fingerprint);
  expect(named.request?.api).toBe('cloud-partner-portal');
});

test('an API that nobody knows is an error of the request', async () => {
  const { response } = await start({ api: 'partner-center' });

  expect(response.status).toBe(400);
  expect(bodyOf(response)['errors']).toEqual([{ pointer: '/api', detail: expect.any(String) }]);
});
