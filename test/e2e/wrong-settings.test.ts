import { startStack } from '../../tools/stack/running-stack.ts';

test('a setting that cannot be used is named in the place of "ready"', async () => {
  const stack = await startStack({ MARKETPLACE_ENDPOINT: 'http://example.com' });
  await stack.stop();

  expect(stack.output()).toMatch(/MARKETPLACE_ENDPOINT is "http:\/\/example\.com"; wanted: an https address/);
  expect(stack.output()).toMatch(/^not ready: the app cannot use its settings/m);
  expect(stack.output()).not.toMatch(/^ready/m);
}, 60_000);
