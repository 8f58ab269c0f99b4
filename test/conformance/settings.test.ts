import { readRealEngineSettings, withOverrides } from '../../conformance/settings.ts';

test('overrides win over host.json, at any depth, and leave the rest as it is', () => {
  // Prepare
  const durableTask = {
    hubName: 'GoLive',
    storageProvider: { maxQueuePollingInterval: '00:00:10', partitionCount: 4 },
  };
  const text = 'storageProvider:maxQueuePollingInterval=00:00:01;useAppLease=false';

  // Act
  const { overrides } = readRealEngineSettings({ CONFORMANCE_STORAGE: 'there', CONFORMANCE_OVERRIDES: text });
  const settings = withOverrides(durableTask, '/state', overrides);

  // Assess
  expect(settings).toEqual({
    hubName: expect.stringMatching(/^h[0-9a-f]{16}$/),
    storageProvider: { maxQueuePollingInterval: '00:00:01', partitionCount: 4 },
    useAppLease: 'false',
  });
  expect(durableTask.hubName).toBe('GoLive');
});

test('each state directory has a task hub of its own, and always the same one', () => {
  const hubOf = (stateDir: string) => withOverrides({}, stateDir, [])['hubName'];
  expect(hubOf('/a')).toBe(hubOf('/a'));
  expect(hubOf('/a')).not.toBe(hubOf('/b'));
});

test.each([
  ['no storage', {}, 'CONFORMANCE_STORAGE is not set'],
  ['an override without a value', { CONFORMANCE_STORAGE: 'there', CONFORMANCE_OVERRIDES: 'a' }, 'got "a"'],
])('says what is wrong with %s', (_, environment, message) => {
  expect(() => readRealEngineSettings(environment)).toThrow(message);
});
