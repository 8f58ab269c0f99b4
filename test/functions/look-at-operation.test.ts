import { toRfc3339 } from '../../src/domain/instant.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { lookAtOperation } from '../../src/functions/look-at-operation.ts';
import { hubWith } from '../http/shown-operation.ts';
import { ANN } from './callers.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf, bodyOf, headerOf } from './requests.ts';
import { storesOf } from './stores.ts';

const LATER = toRfc3339(Date.now() + 200_000);
const PUBLISHING: Partial<OperationView> = { phase: 'publishing', nextCheckAt: LATER };
const lookedAgo = (seconds: number): Partial<OperationView> => ({
  look: { requestedAt: toRfc3339(Date.now() - seconds * 1000), by: { kind: 'key' } },
});

function lookRequest(id = 'op-1', body?: unknown, headers: Record<string, string> = {}) {
  return aRequestOf({
    path: `operations/${id}/look`,
    params: { id },
    headers,
    ...(body !== undefined && { body }),
  });
}

test('has the operation look now, and keeps who wished it', async () => {
  // Prepare
  const taskHub = hubWith(PUBLISHING);
  const ports = storesOf(taskHub);

  // Act
  const response = await lookAtOperation(lookRequest(), ports);

  // Assess
  const wish = { kind: 'look', by: { kind: 'key' }, wish: expect.any(String) };
  expect(response.status).toBe(202);
  expect(taskHub.raised).toEqual([{ id: 'op-1', event: 'signal', data: wish }]);
  expect(await ports.record.readWishes('op-1')).toEqual([wish]);
});

test.each<[string, unknown, number]>([
  ['a reason', { reason: 'The image was repaired.' }, 202],
  ['no words in it', { reason: ' ' }, 400],
  ['too many', { reason: 'x'.repeat(501) }, 400],
  ['a word that is not known', { why: 'x' }, 400],
])('a body with %s', async (_, body, status) => {
  // Prepare
  const taskHub = hubWith(PUBLISHING);

  // Act
  const response = await lookAtOperation(lookRequest('op-1', body), storesOf(taskHub));

  // Assess
  expect(response.status).toBe(status);
  expect(taskHub.raised.map(({ data }) => data)).toMatchObject(
    status === 202 ? [{ kind: 'look', ...(body as object) }] : [],
  );
});

test('knows who calls, where that is known', async () => {
  // Prepare
  const taskHub = hubWith(PUBLISHING);
  const ports = { ...storesOf(taskHub), caller: ANN };

  // Act
  await lookAtOperation(lookRequest(), ports);

  // Assess
  expect(taskHub.raised[0]?.data).toMatchObject({ by: { kind: 'principal', id: 'ann-id' } });
});

test('answers with what the look has found, not with what was before', async () => {
  // Prepare
  const taskHub = hubWith({ ...PUBLISHING, ...lookedAgo(100), checks: 7 });
  const shown = taskHub.all.get('op-1')?.customStatus as OperationView;
  let sleeps = 0;
  const sleep = async () => {
    sleeps++;
    const found = { ...shown, ...(sleeps > 1 && lookedAgo(0)), checks: sleeps > 2 ? 8 : 7 };
    taskHub.change('op-1', { customStatus: found });
  };

  // Act
  const response = await lookAtOperation(lookRequest(), { ...storesOf(taskHub), sleep });

  // Assess
  expect(bodyOf(response)).toMatchObject({ checks: 8 });
  expect(sleeps).toBe(3);
});

test('wished for again within the minute, answers 429 and says when', async () => {
  // Prepare
  const taskHub = hubWith({ ...PUBLISHING, ...lookedAgo(20) });

  // Act
  const response = await lookAtOperation(lookRequest(), storesOf(taskHub));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 429, code: 'TooManyLooks' });
  expect(headerOf(response, 'retry-after')).toMatch(/^(39|40)$/);
  expect(taskHub.raised).toEqual([]);
});

test('wished for again after a minute, looks again', async () => {
  const taskHub = hubWith({ ...PUBLISHING, ...lookedAgo(61) });

  expect((await lookAtOperation(lookRequest(), storesOf(taskHub))).status).toBe(202);
  expect(taskHub.raised).toHaveLength(1);
});

test.each<[string, Partial<OperationView>]>([
  ['NothingToLookAt', { phase: 'awaiting-approval', nextCheckAt: undefined }],
  ['NothingToLookAt', { phase: 'submitting', nextCheckAt: undefined }],
  ['AlreadyEnded', { phase: 'ended', status: 'Succeeded' }],
])('answers 409 %s: %j', async (code, shown) => {
  // Prepare
  const taskHub = hubWith(shown);

  // Act
  const response = await lookAtOperation(lookRequest(), storesOf(taskHub));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code });
  expect(taskHub.raised).toEqual([]);
});

test('refuses a body that says something', async () => {
  const response = await lookAtOperation(lookRequest('op-1', { at: 'noon' }), storesOf(hubWith(PUBLISHING)));

  expect(bodyOf(response)).toMatchObject({ status: 400, errors: [{ pointer: '/at' }] });
});

test.each(['nobody', '../op-1'])('answers 404 for the id "%s"', async (id) => {
  const response = await lookAtOperation(lookRequest(id), storesOf(fakeTaskHub()));

  expect(bodyOf(response)).toMatchObject({ status: 404, code: 'OperationNotFound' });
});
