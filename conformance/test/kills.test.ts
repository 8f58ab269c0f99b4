import { SIGNAL_EVENT } from '../../src/domain/durable-names.ts';
import { killHost } from '../../tools/chaos/kill.ts';
import { killWorker } from '../../tools/stack/kill-worker.ts';
import { stackOfEachTest } from '../../tools/stack/stack-of-file.ts';
import { isShort } from '../short-form.ts';
import { askForMany, endOf, wrongWith } from './many.ts';

// The Functions host fails every call of a worker process that died, and Microsoft's engine permanently stores that as
// the orchestrator's own failure ("Non-Deterministic workflow detected"). The record lets such operations continue.

const OPERATIONS = 20;
const WORKER_KILLS = isShort() ? 7 : 20;
const HOST_KILLS = isShort() ? 4 : 8;
const MAX_MS = 300_000;

const { stack, client } = stackOfEachTest();

test(
  `${OPERATIONS} operations survive ${WORKER_KILLS} kills of the app's process`,
  async () => {
    // Prepare
    const offers = await askForMany(client, 'worker', OPERATIONS, 2 * WORKER_KILLS);

    // Act
    for (let kill = 0; kill < WORKER_KILLS; kill++) {
      await client.sleep(800);
      // An orchestration that only waits is not in the worker, so an event that it ignores wakes each of them.
      await Promise.all(offers.map(({ operation }) => wake(operation.id)));
      await client.sleep(60 * kill);
      await killWorker(stack);
    }
    const ended = await endOf(client, offers, MAX_MS);

    // Assess
    expect(await wrongWith(client, ended)).toEqual([]);
  },
  MAX_MS,
);

// Here the messages that a dead host held come back a minute later, the shortest time that the extension accepts.
test(
  `${OPERATIONS} operations survive ${HOST_KILLS} kills of the host`,
  async () => {
    // Prepare
    const offers = await askForMany(client, 'host', OPERATIONS, 5 * HOST_KILLS);

    // Act
    for (let kill = 0; kill < HOST_KILLS; kill++) {
      await client.sleep(150 * kill);
      await killHost(stack);
    }
    const ended = await endOf(client, offers, MAX_MS);

    // Assess
    expect(await wrongWith(client, ended)).toEqual([]);
  },
  MAX_MS,
);

/** Raises an event through the management API, as an operator could; the orchestrator runs and ignores it. */
async function wake(operationId: string): Promise<void> {
  const url = `${stack.endpoints().app}/runtime/webhooks/durabletask/instances/${operationId}/raiseEvent/${SIGNAL_EVENT}`;
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: '{"kind":"noise"}' });
  await response.arrayBuffer();
}
