import { createServer } from 'node:net';
import { type Settlement, startSettlement } from '../../local/functions-host/service-bus/settlement.ts';
import { deadLetter } from '../../src/platform/settlement.ts';

let host: Settlement;
beforeEach(async () => {
  host = await startSettlement();
});
afterEach(() => host.close());

function hold(lockToken: string) {
  const settled: (string | undefined)[][] = [];
  host.held.set(lockToken, { deadLetter: async (...why) => void settled.push(why) });
  return settled;
}

test.each([
  ['a short description', 'the body is empty'],
  ['one of more than 127 bytes', `${'x'.repeat(300)} ü €`],
  ['none', ''],
])('dead-letters the message of the lock token with its reason and %s', async (_, description) => {
  // Prepare
  const settled = hold('lock-1');
  const others = hold('lock-2');

  // Act
  await deadLetter('lock-1', { reason: 'InvalidRequest', description }, host.uri);

  // Assess
  expect(settled).toEqual([['InvalidRequest', description]]);
  expect(others).toEqual([]);
});

test('cuts what the service would not take', async () => {
  // Prepare
  const settled = hold('lock-1');

  // Act
  await deadLetter('lock-1', { reason: 'InvalidRequest', description: `x${'😀'.repeat(5_000)}` }, host.uri);

  // Assess
  const description = settled[0]?.[1] ?? '';
  expect(description.length).toBeLessThan(4_096);
  expect(description.isWellFormed()).toBe(true);
});

test('tells what the host answers when it does not hold the message', async () => {
  // Act
  const settling = deadLetter('gone', { reason: 'InvalidRequest', description: '' }, host.uri);

  // Assess
  await expect(settling).rejects.toThrow('status 9: LockToken%20gone%20not%20found.');
});

test.each([
  ['no address', undefined],
  ['an address where nothing listens', 'http://127.0.0.1:1'],
])('fails with %s', async (_, uri) => {
  await expect(deadLetter('lock-1', { reason: 'InvalidRequest', description: '' }, uri)).rejects.toThrow();
});

test('fails when what listens speaks no gRPC', async () => {
  // Prepare
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const uri = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;

  // Act
  const settling = deadLetter('lock-1', { reason: 'InvalidRequest', description: '' }, uri);

  // Assess
  await expect(settling).rejects.toThrow();
  server.close();
});
