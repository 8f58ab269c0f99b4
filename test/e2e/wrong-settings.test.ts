import { startStack } from '../../tools/stack/running-stack.ts';

test('a setting that cannot be used is named in the place of "ready"', async () => {
  const started = startStack({ MARKETPLACE_ENDPOINT: 'http://example.com' });

  await expect(started).rejects.toThrow(/MARKETPLACE_ENDPOINT is "http:\/\/example\.com"; wanted: an https address/);
  await expect(started).rejects.toThrow(/The app cannot use its settings/);
}, 60_000);
