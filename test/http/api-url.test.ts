import { apiUrl, apiUrlForOthers, isOurOrigin, nextLink, toContinuation } from '../../src/http/api-url.ts';
import { aRequestOf } from '../functions/requests.ts';

const GATEWAY = { GO_LIVE_PUBLIC_URL: 'https://gateway.example/go-live/' };
const asked = (path: string) => aRequestOf({ path });

test.each([
  ['with the name that the caller used', {}, 'https://golive.example/api/operations/op-1'],
  ['below the public address', GATEWAY, 'https://gateway.example/go-live/operations/op-1'],
  [
    'as asked when the public address names no protocol',
    { GO_LIVE_PUBLIC_URL: 'gateway.example:443/api' },
    'https://golive.example/api/operations/op-1',
  ],
  [
    'below the public address, which has an empty query',
    { GO_LIVE_PUBLIC_URL: 'https://gateway.example/go-live/?' },
    'https://gateway.example/go-live/operations/op-1',
  ],
  [
    'as asked when the public address is none',
    { GO_LIVE_PUBLIC_URL: 'gateway' },
    'https://golive.example/api/operations/op-1',
  ],
])('an operation is %s', (_, env, url) => {
  expect(apiUrl(asked('operations'), 'operations/op-1', env)).toBe(url);
  expect(apiUrl(asked('publishers/operations/offers/vm/golive'), 'operations/op-1', env)).toBe(url);
});

test.each([
  ['where the platform names no host', {}, undefined],
  ['in Azure', { WEBSITE_HOSTNAME: 'app.azurewebsites.net' }, 'https://app.azurewebsites.net/api/ui'],
  ['on this machine', { WEBSITE_HOSTNAME: 'localhost:7071' }, 'http://localhost:7071/api/ui'],
  ['behind a gateway', { WEBSITE_HOSTNAME: 'app.azurewebsites.net', ...GATEWAY }, 'https://gateway.example/go-live/ui'],
])('for those who did not call, %s', (_, env, url) => {
  expect(apiUrlForOthers('ui', env)).toBe(url);
});

test.each(['operations', 'rejections', 'operations/op-1/transitions'])(
  'the next page of %s keeps what was asked',
  (path) => {
    const request = asked(`${path}?top=5&continuation=old`);
    const query = `?top=5&continuation=${toContinuation('new')}`;

    expect(nextLink(request, 'new', {})).toBe(`https://golive.example/api/${path}${query}`);
    expect(nextLink(request, 'new', GATEWAY)).toBe(`https://gateway.example/go-live/${path}${query}`);
  },
);

test.each([
  ['the address that was asked', 'https://golive.example', {}, true],
  ['the public address', 'https://gateway.example', GATEWAY, true],
  ['another site', 'https://evil.example', GATEWAY, false],
  ['the public address without the setting', 'https://gateway.example', {}, false],
  ['no origin', null, GATEWAY, false],
  ['an opaque origin', 'null', GATEWAY, false],
  [
    'an opaque origin when the public address names no protocol',
    'null',
    { GO_LIVE_PUBLIC_URL: 'gateway:443/api' },
    false,
  ],
])('a page of %s', (_, origin, env, isOurs) => {
  expect(isOurOrigin(origin, asked('operations/op-1/cancel'), env)).toBe(isOurs);
});
