import { InvocationContext } from '@azure/functions';
import { begin } from '../../src/domain/gates.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { getOperation } from '../../src/functions/get-operation.ts';
import { listOperations } from '../../src/functions/list-operations.ts';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { answer } from '../../src/http/answer.ts';
import { aRequest, cancelAsked, START, take } from '../domain/go-lives.ts';
import { type FakeTaskHub, fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf, bodyOf, goLiveRequestOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

async function refuse(): Promise<never> {
  throw new Error('The task hub does not answer.');
}

/** A task hub that does not answer, and a record that holds one ended operation. */
async function hubAway() {
  const ports = storesOf<FakeTaskHub>({ ...fakeTaskHub(), start: refuse, find: refuse });
  const running = { ...begin({ ...aRequest(), operationId: 'ended' }, START), run: 'run' };
  await ports.record.write(take(running, cancelAsked));
  return ports;
}

test('the task hub away: a request is refused for now, and its key starts one operation when it is back', async () => {
  // Prepare
  const ports = await hubAway();
  const request = () => goLiveRequestOf({ headers: { 'idempotency-key': 'again' } });
  const context = new InvocationContext({ invocationId: '1', functionName: 'startByHttp', logHandler: () => {} });
  const ask = (taskHub = ports.taskHub) =>
    answer(request(), context, () => startByHttp(request(), { ...ports, taskHub, settings: SETTINGS }));

  // Act
  const away = await ask();
  const back = fakeTaskHub();
  const [first, second] = [await ask(back), await ask(back)];

  // Assess
  expect(away.status).toBe(503);
  expect(bodyOf(away)).toMatchObject({ code: 'TemporarilyUnavailable' });
  expect([first.status, second.status]).toEqual([202, 202]);
  expect(bodyOf<OperationView>(second).id).toBe(bodyOf<OperationView>(first).id);
  expect(back.all.size).toBe(1);
});

test('the task hub away: what has ended is read and listed all the same', async () => {
  // Prepare
  const ports = await hubAway();

  // Act
  const one = await getOperation(
    aRequestOf({ method: 'GET', path: 'operations/ended', params: { id: 'ended' } }),
    ports,
  );
  const list = await listOperations(aRequestOf({ method: 'GET', path: 'operations' }), ports);

  // Assess
  expect(bodyOf(one)).toMatchObject({ id: 'ended', status: 'Canceled' });
  expect(bodyOf<{ value: OperationView[] }>(list).value.map(({ id }) => id)).toEqual(['ended']);
});
