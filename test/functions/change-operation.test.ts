import { toRfc3339 } from '../../src/domain/instant.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { changeOperation } from '../../src/functions/change-operation.ts';
import { hubWith } from '../http/shown-operation.ts';
import { inDays } from './bad-bodies.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf, bodyOf } from './requests.ts';
import { storesOf } from './stores.ts';

const TYPE = { 'content-type': 'application/merge-patch+json' };
const PUBLISHING: Partial<OperationView> = { phase: 'publishing' };

function patch(body: unknown, id = 'op-1') {
  return aRequestOf({ method: 'PATCH', path: `operations/${id}`, params: { id }, headers: TYPE, body });
}

test.each([
  ['a moment', inDays(20), (now: number, moment: string) => Date.parse(moment) - now],
  [
    'a moment with an offset',
    `${inDays(20).slice(0, 19)}+02:00`,
    (now: number, moment: string) => Date.parse(moment) - now,
  ],
  ['a duration from now', 'PT36H', () => 36 * 3_600_000],
])('gives the operation another deadline: %s', async (_, deadline, ahead) => {
  // Prepare
  const taskHub = hubWith(PUBLISHING);
  const ports = storesOf(taskHub);

  // Act
  const response = await changeOperation(patch({ deadline }), ports);

  // Assess
  const deadlineAt = ports.now + ahead(ports.now, deadline);
  const wish = { kind: 'deadline', by: { kind: 'key' }, deadlineAt, wish: expect.any(String) };
  expect(response.status).toBe(202);
  expect(taskHub.raised).toEqual([{ id: 'op-1', event: 'signal', data: wish }]);
  expect(await ports.record.readWishes('op-1')).toEqual([wish]);
});

test('the deadline that it has already is no change', async () => {
  // Prepare
  const deadline = inDays(20);
  const taskHub = hubWith({ ...PUBLISHING, deadline: toRfc3339(Date.parse(deadline)) });

  // Act
  const response = await changeOperation(patch({ deadline }), storesOf(taskHub));

  // Assess
  expect(response.status).toBe(202);
  expect(taskHub.raised).toEqual([]);
});

test.each([
  ['in the past', { deadline: '2020-01-01T00:00:00Z' }, 'must be in the future'],
  ['too far ahead', { deadline: '9999-12-31T23:59:59Z' }, 'must be at most 366 days ahead'],
  ['before notBefore', { deadline: inDays(9) }, expect.stringMatching(/^must be after notBefore, /)],
  ['in words', { deadline: 'tomorrow' }, 'must be an RFC 3339 date and time, or an ISO 8601 duration'],
  ['taken away', { deadline: null }, 'must be an RFC 3339 date and time, or an ISO 8601 duration'],
])('refuses a deadline %s', async (_, body, detail) => {
  // Prepare
  const taskHub = hubWith({ phase: 'scheduled', notBefore: inDays(10) });

  // Act
  const response = await changeOperation(patch(body), storesOf(taskHub));

  // Assess
  expect(bodyOf(response)).toMatchObject({
    status: 400,
    code: 'InvalidRequest',
    errors: [{ pointer: '/deadline', detail }],
  });
  expect(taskHub.raised).toEqual([]);
});

test.each([
  ['another member', { deadline: inDays(1), offerId: 'vm' }, '/offerId'],
  ['nothing', {}, '/deadline'],
  ['a list', [], ''],
])('refuses %s', async (_, body, pointer) => {
  const response = await changeOperation(patch(body), storesOf(hubWith(PUBLISHING)));

  expect(bodyOf(response)).toMatchObject({ status: 400, errors: [{ pointer }] });
});

test('answers 409 after the end', async () => {
  const response = await changeOperation(patch({ deadline: 'PT1H' }), storesOf(hubWith({ phase: 'ended' })));

  expect(bodyOf(response)).toMatchObject({ status: 409, code: 'AlreadyEnded' });
});

test('answers 409 when it ends at the same moment', async () => {
  // Prepare
  const taskHub = hubWith(PUBLISHING);
  const shown = taskHub.all.get('op-1')?.customStatus as OperationView;
  const raise: typeof taskHub.raise = async () => {
    taskHub.change('op-1', { customStatus: { ...shown, phase: 'ended', status: 'Succeeded' } });
    return 'raised';
  };

  // Act
  const response = await changeOperation(patch({ deadline: 'PT1H' }), storesOf({ ...taskHub, raise }));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code: 'AlreadyEnded' });
});

test.each(['nobody', '../op-1'])('answers 404 for the id "%s"', async (id) => {
  const response = await changeOperation(patch({ deadline: 'PT1H' }, id), storesOf(fakeTaskHub()));

  expect(bodyOf(response)).toMatchObject({ status: 404, code: 'OperationNotFound' });
});
