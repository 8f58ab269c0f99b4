import { startByHttp } from '../../src/functions/start-by-http.ts';
import { BAD_MEMBERS } from './bad-bodies.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf, bodyOf, goLiveRequestOf, headerOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

describe('refuses, and starts nothing for', () => {
  test.each(BAD_MEMBERS)('%s', async (_, body, pointer) => {
    await refuses(goLiveRequestOf({ body: JSON.stringify(body) }), 400, 'InvalidRequest', pointer);
  });

  test.each([
    ['an empty text as body', '""', ''],
    ['half an object', '{"expectedVersion":', ''],
    ['two objects', '{}{}', ''],
    ['JSON with a comment', '{} // go', ''],
    ['a lone bracket', '}', ''],
    ['NaN', 'NaN', ''],
    ['blanks', '   ', ''],
    ['deep nesting', '['.repeat(20_000), ''],
    ['a member named like the prototype', '{"__proto__": {"onConflict": "fail"}}', '/__proto__'],
  ])('%s', async (_, body, pointer) => {
    await refuses(goLiveRequestOf({ body }), 400, 'InvalidRequest', pointer);
  });

  test.each([
    ['a publisher id with a slash', { publisherId: 'a/b' }, 'path:publisherId'],
    ['a publisher id that climbs', { publisherId: '..' }, 'path:publisherId'],
    ['an offer id with a blank', { offerId: 'my offer' }, 'path:offerId'],
    ['an offer id that begins with a hyphen', { offerId: '-vm' }, 'path:offerId'],
    ['an offer id with a query', { offerId: 'vm?api-version=1' }, 'path:offerId'],
    ['an offer id with a line break', { offerId: 'vm\n' }, 'path:offerId'],
    ['an offer id in another script', { offerId: 'предложение' }, 'path:offerId'],
    ['an offer id of 101 letters', { offerId: 'x'.repeat(101) }, 'path:offerId'],
    ['an empty offer id', { offerId: '' }, 'path:offerId'],
  ])('%s', async (_, params, pointer) => {
    await refuses(goLiveRequestOf({ params }), 400, 'InvalidRequest', pointer);
  });

  test.each([
    ['an empty key', ''],
    ['a key of 256 characters', 'k'.repeat(256)],
    ['a key beyond ASCII', 'ключ'.replace(/./g, 'é')],
    ['a key with a bare "%"', '50%'],
    ['a key with bytes that are no UTF-8', 'k%ff'],
    ['a key with an encoded line break', 'a%0Ab'],
    ['a key of 256 encoded characters', encodeURIComponent('ş'.repeat(256))],
  ])('%s', async (_, key) => {
    const request = goLiveRequestOf({ headers: { 'idempotency-key': key } });
    await refuses(request, 400, 'InvalidRequest', 'header:Idempotency-Key');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data', ''])(
    'the media type "%s"',
    async (type) => {
      const request = goLiveRequestOf({ body: '{}', headers: { 'content-type': type } });
      await refuses(request, 415, 'UnsupportedMediaType');
    },
  );

  test.each([
    ['a body over 64 KiB', {}],
    ['a body over 64 KiB that says to be small', { 'content-length': '2' }],
  ])('%s', async (_, headers) => {
    await refuses(goLiveRequestOf({ body: `"${'x'.repeat(65_536)}"`, headers }), 413, 'RequestTooLarge');
  });

  test('a body that is announced to be over 64 KiB', async () => {
    const headers = { 'content-length': '65537' };
    await refuses(goLiveRequestOf({ body: '{}', headers }), 413, 'RequestTooLarge');
  });

  test('a body that is not UTF-8', async () => {
    const request = aRequestOf({ path: 'publishers/a/offers/b/golive', params: { publisherId: 'a', offerId: 'b' } });
    const latin1 = new Response(Buffer.from('{"labels":{"a":"\xe9"}}', 'latin1'), {
      headers: { 'content-type': 'application/json' },
    });
    Object.defineProperty(request, 'body', { value: latin1.body });
    Object.defineProperty(request, 'headers', { value: latin1.headers });
    await refuses(request, 400, 'InvalidRequest', '');
  });
});

test('tells all that is wrong at once, and no more than twenty things', async () => {
  // Prepare
  const ports = { ...storesOf(fakeTaskHub()), settings: SETTINGS };
  const unknown = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`member${n}`, n]));

  // Act
  const two = await startByHttp(
    goLiveRequestOf({ params: { offerId: 'a b' }, body: { onConflict: 1, labels: 2 } }),
    ports,
  );
  const many = await startByHttp(goLiveRequestOf({ body: { ...unknown, ['x'.repeat(5000)]: 1 } }), ports);

  // Assess
  const pointers = bodyOf<{ errors: { pointer: string }[] }>(two).errors.map(({ pointer }) => pointer);
  expect(pointers).toEqual(['path:offerId', '/onConflict', '/labels']);
  expect(bodyOf<{ errors: unknown[] }>(many).errors).toHaveLength(20);
  expect(String(many.body).length).toBeLessThan(5000);
});

async function refuses(
  request: ReturnType<typeof goLiveRequestOf>,
  status: number,
  code: string,
  pointer?: string,
): Promise<void> {
  const taskHub = fakeTaskHub();
  const response = await startByHttp(request, {
    ...storesOf(taskHub),
    settings: SETTINGS,
  });
  expect(bodyOf(response)).toMatchObject({ status, code, title: expect.any(String), detail: expect.any(String) });
  expect(response.status).toBe(status);
  expect(headerOf(response, 'content-type')).toBe('application/problem+json');
  // The wording of the library is meant for programmers, not for callers.
  expect(bodyOf<{ detail: string }>(response).detail).not.toMatch(
    /Invalid |Too (small|big)|expected (string|one|number|object)|received/,
  );
  if (pointer !== undefined) {
    expect(bodyOf<{ errors: { pointer: string }[] }>(response).errors[0]?.pointer).toBe(pointer);
  }
  expect(taskHub.all.size).toBe(0);
}
