import type { OperationView } from '../../src/domain/operation.ts';
import { cancelOperation } from '../../src/functions/cancel-operation.ts';
import { hubWith } from '../http/shown-operation.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { aRequestOf, bodyOf, headerOf } from './requests.ts';
import { storesOf } from './stores.ts';

const REQUESTED = { requestedAt: '2026-01-05T09:00:00.000Z', state: 'requested' } as const;
const MARKETPLACE = { operationId: 'ours', status: 'running', since: '2026-01-05T09:00:00.000Z', steps: [] };

function cancelRequest(body?: unknown, id = 'op-1') {
  return aRequestOf({ path: `operations/${id}/cancel`, params: { id }, ...(body !== undefined && { body }) });
}

test('takes in the wish with its reason and says where to follow it', async () => {
  // Prepare
  const taskHub = hubWith({ phase: 'publishing' });
  const body = { reason: 'wrong price', notificationEmails: ['ann@contoso.com'] };

  // Act
  const response = await cancelOperation(cancelRequest(body), storesOf(taskHub));

  // Assess
  expect(response.status).toBe(202);
  expect(headerOf(response, 'operation-location')).toBe('https://golive.example/api/operations/op-1');
  expect(bodyOf(response)).toMatchObject({ id: 'op-1' });
  expect(taskHub.raised).toEqual([
    { id: 'op-1', event: 'signal', data: { kind: 'cancel', by: { kind: 'key' }, ...body, wish: expect.any(String) } },
  ]);
});

test.each([
  ['scheduled', {}],
  ['awaiting-approval', {}],
  ['queued', {}],
  ['checking', {}],
  ['settling', {}],
  ['publishing', { marketplace: { ...MARKETPLACE, cancelable: true } }],
  ['publishing', { marketplace: { ...MARKETPLACE, cancelable: false }, joined: true }],
] as const)('needs no body while the operation is %s', async (phase, shown) => {
  // Prepare
  const taskHub = hubWith({ phase, ...shown });

  // Act
  const response = await cancelOperation(cancelRequest(), storesOf(taskHub));

  // Assess
  expect(response.status).toBe(202);
  expect(taskHub.raised).toEqual([
    {
      id: 'op-1',
      event: 'signal',
      data: { kind: 'cancel', by: { kind: 'key' }, notificationEmails: [], wish: expect.any(String) },
    },
  ]);
});

test.each<[string, Partial<OperationView>]>([
  ['is asked for', { phase: 'publishing', cancellation: REQUESTED }],
  ['is under way', { phase: 'canceling', cancellation: { ...REQUESTED, state: 'canceling' } }],
  ['is done', { phase: 'ended', status: 'Canceled', cancellation: { ...REQUESTED, state: 'canceled' } }],
])('asked again when it %s, answers 202 and asks no second time', async (_, shown) => {
  // Prepare
  const taskHub = hubWith(shown);

  // Act
  const response = await cancelOperation(cancelRequest(), storesOf(taskHub));

  // Assess
  expect(response.status).toBe(202);
  expect(bodyOf(response)['cancellation']).toEqual(shown.cancellation);
  expect(taskHub.raised).toEqual([]);
});

test.each(['LiveNotConfirmed', 'OperationNotFound'])('ends the wait for what nothing confirms: %s', async (code) => {
  const attention = { code, message: 'why', since: '2026-01-05T09:00:00.000Z', remedy: 'look', actions: [] };
  const taskHub = hubWith({ phase: 'publishing', marketplace: { ...MARKETPLACE, cancelable: false }, attention });

  expect((await cancelOperation(cancelRequest(), storesOf(taskHub))).status).toBe(202);
});

test('a wish that was refused may be wished again: the marketplace may answer otherwise by now', async () => {
  // Prepare
  const taskHub = hubWith({ phase: 'publishing', cancellation: { ...REQUESTED, state: 'tooLate' } });

  // Act
  const response = await cancelOperation(cancelRequest(), storesOf(taskHub));

  // Assess
  expect(response.status).toBe(202);
  expect(taskHub.raised).toHaveLength(1);
});

test.each<[string, string, Partial<OperationView>]>([
  [
    'TooLateToCancel',
    'it cannot be canceled any more',
    { phase: 'publishing', marketplace: { ...MARKETPLACE, cancelable: false } },
  ],
  ['AlreadyEnded', 'it is live', { phase: 'ended', status: 'Succeeded' }],
  ['AlreadyEnded', 'it has failed', { phase: 'ended', status: 'Failed' }],
  ['AlreadyEnded', 'others canceled it', { phase: 'ended', status: 'Canceled' }],
  [
    'AlreadyEnded',
    'it is live in spite of a cancel',
    { phase: 'ended', status: 'Succeeded', cancellation: { ...REQUESTED, state: 'tooLate' } },
  ],
])('answers 409 %s when %s', async (code, _, shown) => {
  // Prepare
  const taskHub = hubWith(shown);

  // Act
  const response = await cancelOperation(cancelRequest(), storesOf(taskHub));

  // Assess
  expect(response.status).toBe(409);
  expect(bodyOf(response)).toMatchObject({ code, detail: expect.any(String) });
  expect(taskHub.raised).toEqual([]);
});

test('answers 409 AlreadyEnded when it ends at the same moment', async () => {
  // Prepare
  const taskHub = hubWith({ phase: 'publishing' });
  const shown = taskHub.all.get('op-1')?.customStatus as OperationView;
  const raise: typeof taskHub.raise = async () => {
    taskHub.change('op-1', { customStatus: { ...shown, phase: 'ended', status: 'Succeeded' } });
    return 'raised';
  };

  // Act
  const response = await cancelOperation(cancelRequest(), storesOf({ ...taskHub, raise }));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code: 'AlreadyEnded' });
});

test.each([
  ['an unknown member', { force: true }, '/force'],
  ['an address that is none', { notificationEmails: ['ann'] }, '/notificationEmails/0'],
  ['a crowd of addresses', { notificationEmails: Array(11).fill('a@contoso.com') }, '/notificationEmails'],
  ['an endless reason', { reason: 'x'.repeat(501) }, '/reason'],
  ['an empty reason', { reason: '' }, '/reason'],
  ['a list', [], ''],
])('refuses %s', async (_, body, pointer) => {
  // Prepare
  const taskHub = hubWith({ phase: 'publishing' });

  // Act
  const response = await cancelOperation(cancelRequest(body), storesOf(taskHub));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 400, code: 'InvalidRequest', errors: [{ pointer }] });
  expect(taskHub.raised).toEqual([]);
});

test.each(['nobody', '../op-1', ''])('answers 404 for the id "%s"', async (id) => {
  // Act
  const response = await cancelOperation(cancelRequest(undefined, id), storesOf(fakeTaskHub()));

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 404, code: 'OperationNotFound' });
});
