import type { OperationView } from '../../src/domain/operation.ts';
import { getOperation } from '../../src/functions/get-operation.ts';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf, bodyOf, goLiveRequestOf, headerOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

async function started() {
  const taskHub = fakeTaskHub();
  const operation = bodyOf<OperationView>(
    await startByHttp(goLiveRequestOf(), { ...storesOf(taskHub), settings: SETTINGS }),
  );
  const get = (id = operation.id) =>
    getOperation(aRequestOf({ method: 'GET', path: `operations/${id}`, params: { id } }), storesOf(taskHub));
  return { taskHub, operation, get };
}

test('shows an operation that has not run yet as its start does', async () => {
  // Prepare
  const { operation, get } = await started();

  // Act
  const response = await get();

  // Assess
  expect(response.status).toBe(202);
  expect(bodyOf(response)).toEqual(operation);
  expect(headerOf(response, 'operation-location')).toBe(`https://golive.example/api/operations/${operation.id}`);
});

test('shows what the orchestration showed last', async () => {
  // Prepare
  const { taskHub, operation, get } = await started();
  const nextCheckAt = new Date(Date.now() + 600_000).toISOString();
  taskHub.change(operation.id, { customStatus: { ...operation, phase: 'publishing', sequence: 3, nextCheckAt } });

  // Act
  const response = await get();

  // Assess
  expect(bodyOf(response)).toMatchObject({ phase: 'publishing', sequence: 3 });
  expect(headerOf(response, 'retry-after')).toBe('60');
});

/** The answer changes in steps of ten seconds; in the middle of a step the speed of the machine makes no difference. */
const HALF_A_STEP_MS = 5_000;

test.each([
  ['at once', 0, '1'],
  ['for a while', 200, '20'],
  ['for days', 500_000, '60'],
])('asks for patience when it has waited for a date or for people %s', async (_, seconds, retryAfter) => {
  // Prepare
  const { taskHub, operation, get } = await started();
  const { nextCheckAt: _none, ...view } = operation;
  const lastUpdatedAt = new Date(Date.now() - seconds * 1000 + HALF_A_STEP_MS).toISOString();
  taskHub.change(operation.id, { customStatus: { ...view, phase: 'awaiting-approval', lastUpdatedAt } });

  // Act
  const response = await get();

  // Assess
  expect(headerOf(response, 'retry-after')).toBe(retryAfter);
});

test('answers 200 without Retry-After when it has ended, also while the instance still runs', async () => {
  // Prepare
  const { taskHub, operation, get } = await started();
  taskHub.change(operation.id, { customStatus: { ...operation, phase: 'ended', status: 'Succeeded' } });

  // Act
  const response = await get();

  // Assess
  expect(response.status).toBe(200);
  expect(headerOf(response, 'retry-after')).toBeNull();
  expect(bodyOf(response)['status']).toBe('Succeeded');
});

test('an instance that failed before the record knew it is started again, and shown as interrupted until it runs', async () => {
  // Prepare
  const { taskHub, operation, get } = await started();
  taskHub.change(operation.id, { runtimeStatus: 'Failed', customStatus: { ...operation, phase: 'publishing' } });

  // Act
  const response = await get();

  // Assess
  expect(response.status).toBe(202);
  expect(bodyOf(response)).toMatchObject({ attention: { code: 'Interrupted' } });
  expect(taskHub.all.get(operation.id)?.runtimeStatus).toBe('Running');
});

test.each(['nobody', 'a/b', '../x', '', 'x'.repeat(101), 'a?b', 'a b', '@entity@key'])(
  'answers 404 for the id "%s"',
  async (id) => {
    // Prepare
    const { get } = await started();

    // Act
    const response = await get(id);

    // Assess
    expect(response.status).toBe(404);
    expect(bodyOf(response)).toMatchObject({ code: 'OperationNotFound' });
  },
);

test('answers 404 for an instance that carries no operation', async () => {
  // Prepare
  const { taskHub, operation, get } = await started();
  taskHub.change(operation.id, { orchestrator: 'rejection' });

  // Act
  const response = await get();

  // Assess
  expect(response.status).toBe(404);
});
