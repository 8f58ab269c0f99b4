import { pageInstead } from '../../src/http/navigation.ts';
import { aRequestOf, headerOf } from '../functions/requests.ts';

const NAVIGATION = { 'sec-fetch-mode': 'navigate', accept: 'text/html' };
const asked = (path: string, headers: Record<string, string> = NAVIGATION, method = 'GET') =>
  pageInstead(aRequestOf({ method, path, headers, params: path.includes('op-1') ? { id: 'op-1' } : {} }));

test.each([
  ['operations/op-1', 'ui/operations/op-1'],
  ['operations/op-1/result', 'ui/operations/op-1'],
  ['operations/op-1/transitions?top=5', 'ui/operations/op-1'],
  ['operations', 'ui'],
  ['operations?publisherId=contoso&label.release=1%3D2&top=5', 'ui?publisherId=contoso&label=release%3D1%3D2'],
])('a person who was led to %s is sent to %s', (path, page) => {
  const response = asked(path);

  expect(response?.status).toBe(303);
  expect(response && headerOf(response, 'location')).toBe(`https://golive.example/api/${page}`);
});

test.each<[string, string, Record<string, string>, string]>([
  ['a script', 'operations/op-1', { 'sec-fetch-mode': 'cors', accept: 'text/html' }, 'GET'],
  ['a pipeline', 'operations/op-1', { accept: 'text/html' }, 'GET'],
  ['a form', 'operations/op-1/cancel', NAVIGATION, 'POST'],
  ['a reader of what has no page', 'publishers/contoso/preflight', NAVIGATION, 'GET'],
])('%s gets the answer of the API', (_, path, headers, method) => {
  expect(asked(path, headers, method)).toBeUndefined();
});
