import { serviceBusAddress } from '../../src/platform/service-bus-address.ts';

const KEY = 'SharedAccessKeyName=n;SharedAccessKey=k=';

test.each([
  [
    { ServiceBusConnection: `Endpoint=sb://contoso.servicebus.windows.net/;${KEY}` },
    'contoso.servicebus.windows.net',
    5671,
  ],
  [
    { ServiceBusConnection: `${KEY};Endpoint=sb://contoso.servicebus.windows.net` },
    'contoso.servicebus.windows.net',
    5671,
  ],
  [{ ServiceBusConnection: `Endpoint=sb://127.0.0.1:5999;${KEY};UseDevelopmentEmulator=true;` }, '127.0.0.1', 5999],
  [{ ServiceBusConnection: `Endpoint=sb://localhost;${KEY};UseDevelopmentEmulator=true` }, 'localhost', 5672],
  [
    { ServiceBusConnection__fullyQualifiedNamespace: 'contoso.servicebus.windows.net' },
    'contoso.servicebus.windows.net',
    5671,
  ],
])('reads where the namespace listens from %j', (env, host, port) => {
  expect(serviceBusAddress(env)).toEqual({ host, port });
});

test('says which setting is missing, and no value of another', () => {
  expect(() => serviceBusAddress({ ServiceBusConnection: 'CANARY' })).toThrow(/^Neither ServiceBusConnection nor/);
});
