import type { OperationView } from '../../src/domain/operation.ts';
import { approveOperation } from '../../src/functions/approve-operation.ts';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { startByQueue } from '../../src/functions/start-by-queue.ts';
import { inputOf } from '../../src/operations/operation-of.ts';
import { hubWith } from '../http/shown-operation.ts';
import { ANN, KEY, personOf } from './callers.ts';
import { fakeTaskHub } from './fake-task-hub.ts';
import { queuePortsOf } from './queue-ports.ts';
import { aRequestOf, bodyOf, deliveryOf, goLiveRequestOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

const WAITING: Partial<OperationView> = { phase: 'awaiting-approval', approval: { required: 2, decisions: [] } };
const APPROVE = { decision: 'approve' };

function approvalRequest(body: unknown = APPROVE, id = 'op-1') {
  return aRequestOf({ path: `operations/${id}/approvals`, params: { id }, body });
}

test.each([
  ['approve', { decision: 'approve' }],
  ['reject', { decision: 'reject', reason: 'wrong price' }],
])('takes in the decision to %s of the authenticated person', async (_, body) => {
  // Prepare
  const taskHub = hubWith(WAITING);

  // Act
  const response = await approveOperation(approvalRequest(body), {
    ...storesOf(taskHub),
    caller: ANN,
  });

  // Assess
  expect(response.status).toBe(202);
  expect(taskHub.raised).toEqual([
    {
      id: 'op-1',
      event: 'signal',
      data: { kind: 'approval', principalId: 'ann-id', name: 'ann@contoso.com', ...body, wish: expect.any(String) },
    },
  ]);
});

test.each([
  ['scheduled', 'NotAwaitingApproval'],
  ['checking', 'NotAwaitingApproval'],
  ['publishing', 'NotAwaitingApproval'],
  ['ended', 'AlreadyEnded'],
] as const)('answers 409 while the operation is %s', async (phase, code) => {
  // Prepare
  const taskHub = hubWith({ phase });

  // Act
  const response = await approveOperation(approvalRequest(), { ...storesOf(taskHub), caller: ANN });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code });
  expect(taskHub.raised).toEqual([]);
});

test('answers 202 again for a decision that is on record, also when the operation has gone on', async () => {
  // Prepare
  const decisions = [{ principalId: 'ann-id', decision: 'approve', at: '2026-01-05T09:00:00.000Z' }] as const;
  const taskHub = hubWith({ phase: 'publishing', approval: { required: 1, decisions: [...decisions] } });

  // Act
  const response = await approveOperation(approvalRequest(), { ...storesOf(taskHub), caller: ANN });

  // Assess
  expect(response.status).toBe(202);
  expect(taskHub.raised).toEqual([]);
});

test('shows the decision', async () => {
  // Prepare
  const decision = { principalId: 'ann-id', decision: 'approve', at: '2026-01-05T09:00:00.000Z' } as const;
  const taskHub = hubWith(WAITING);
  const raise = shows(taskHub, { approval: { required: 2, decisions: [decision] } });

  // Act
  const response = await approveOperation(approvalRequest(), {
    ...storesOf({ ...taskHub, raise }),
    caller: ANN,
  });

  // Assess
  expect(response.status).toBe(202);
  expect(bodyOf(response)).toMatchObject({ approval: { decisions: [decision] } });
});

test.each([
  [{ phase: 'ended', status: 'Failed' }, 'AlreadyEnded'],
  [{ phase: 'checking' }, 'NotAwaitingApproval'],
] as const)('says so when it comes too late: %j', async (shown, code) => {
  // Prepare
  const taskHub = hubWith(WAITING);

  // Act
  const response = await approveOperation(approvalRequest(), {
    ...storesOf({ ...taskHub, raise: shows(taskHub, shown) }),
    caller: ANN,
  });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code });
});

test.each([
  ['nothing', '', '/decision'],
  ['no decision', {}, '/decision'],
  ['another decision', { decision: 'maybe' }, '/decision'],
  ['an endless reason', { decision: 'reject', reason: 'x'.repeat(501) }, '/reason'],
  ['a reason of spaces', { decision: 'reject', reason: '   ' }, '/reason'],
  ['somebody else as approver', { decision: 'approve', principalId: 'bob' }, '/principalId'],
])('refuses %s', async (_, body, pointer) => {
  // Prepare
  const taskHub = hubWith(WAITING);

  // Act
  const response = await approveOperation(approvalRequest(body), {
    ...storesOf(taskHub),
    caller: ANN,
  });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 400, code: 'InvalidRequest', errors: [{ pointer }] });
  expect(taskHub.raised).toEqual([]);
});

test('answers 404 for an operation that is not there', async () => {
  // Act
  const response = await approveOperation(approvalRequest(), {
    ...storesOf(fakeTaskHub()),
    caller: ANN,
  });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 404, code: 'OperationNotFound' });
});

describe('an approval by those who are named', () => {
  const MANAGER = 'Release.Managers';
  const approval = { required: 1, approvers: [MANAGER, 'EVE-id'], decisions: [] };

  test.each([
    ['who has a named role', personOf('bob-id', 'bob', ['GoLive.Approve', MANAGER]), 'approve', 202],
    ['who is named', personOf('eve-id'), 'approve', 202],
    ['who is not named', ANN, 'approve', 403],
    ['who is not named, to reject', ANN, 'reject', 202],
  ])('is taken in by whether somebody may: %s', async (_, caller, decision, status) => {
    // Prepare
    const taskHub = hubWith({ ...WAITING, approval });
    const told: unknown[] = [];
    const tellRefused = (refusal: unknown) => told.push(refusal);

    // Act
    const response = await approveOperation(approvalRequest({ decision }), {
      ...storesOf(taskHub),
      caller,
      tellRefused,
    });

    // Assess
    expect(response.status).toBe(status);
    expect(taskHub.raised).toHaveLength(status === 202 ? 1 : 0);
    if (status === 202) return expect(told).toEqual([]);
    expect(bodyOf(response)).toMatchObject({ code: 'NotAnApprover', detail: expect.stringContaining(MANAGER) });
    expect(told).toEqual([
      {
        call: 'approveOperation',
        code: 'NotAnApprover',
        role: 'GoLive.Approve',
        caller,
        publisherId: 'contoso',
        operationId: 'op-1',
      },
    ]);
  });

  test.each([
    ['fewer people than are required', ['33333333-3333-3333-3333-333333333333'], 400],
    ['one of them twice', Array(2).fill('33333333-3333-3333-3333-333333333333'), 400],
    ['a role', [MANAGER], 202],
    ['somebody by name', ['Ann Smith'], 400],
    ['nobody', [], 400],
  ])('is asked of %s, or cannot be', async (_, approvers, status) => {
    // Prepare
    const body = { approval: { required: 2, expiresAfter: 'PT1H', approvers } };

    // Act
    const response = await startByHttp(goLiveRequestOf({ body }), { ...storesOf(fakeTaskHub()), settings: SETTINGS });

    // Assess
    expect(response.status).toBe(status);
  });
});

describe('an approval distinct from the requester', () => {
  const approval = { required: 1, expiresAfter: 'PT1H', distinctFromRequester: true };
  const policy = { required: 1, expiresAfterSeconds: 3600, distinctFromRequester: true } as const;

  test.each([
    ['somebody who is known', ANN, undefined, true],
    ['somebody who is known and wants it otherwise', ANN, false, undefined],
    ['a function key', KEY, undefined, undefined],
  ])('is what %s gets', async (_, caller, distinctFromRequester, kept) => {
    // Prepare
    const taskHub = fakeTaskHub();
    const body = { approval: { required: 1, expiresAfter: 'PT1H', distinctFromRequester } };

    // Act
    await startByHttp(goLiveRequestOf({ body }), { ...storesOf(taskHub), settings: SETTINGS, caller });

    // Assess
    const [instance] = [...taskHub.all.values()];
    expect(instance && inputOf(instance)?.request?.approval?.distinctFromRequester).toBe(kept);
  });

  test('keeps the requester', async () => {
    // Prepare
    const taskHub = fakeTaskHub();
    const ports = { ...storesOf(taskHub), settings: SETTINGS, caller: ANN };

    // Act
    const response = await startByHttp(goLiveRequestOf({ body: { approval } }), ports);

    // Assess
    const [instance] = [...taskHub.all.values()];
    expect(response.status).toBe(202);
    expect(instance && inputOf(instance)?.request).toMatchObject({
      requestedBy: { kind: 'principal', id: 'ann-id', name: 'ann@contoso.com' },
      approval: policy,
    });
  });

  test('cannot be asked for by somebody who is not known', async () => {
    // Prepare
    const taskHub = fakeTaskHub();
    const ports = { ...storesOf(taskHub), settings: SETTINGS };

    // Act
    const response = await startByHttp(goLiveRequestOf({ body: { approval } }), ports);

    // Assess
    expect(bodyOf(response)).toMatchObject({ status: 403, code: 'IdentityRequired' });
    expect(taskHub.all.size).toBe(0);
  });

  test('cannot be asked for by a message', async () => {
    // Prepare
    const ports = queuePortsOf();

    // Act
    await startByQueue({ publisherId: 'contoso', offerId: 'vm', approval }, ports, deliveryOf());

    // Assess
    expect(ports.deadLettered).toMatchObject([
      { description: expect.stringContaining('/approval/distinctFromRequester') },
    ]);
    expect([...ports.taskHub.all.values()].map(({ orchestrator }) => orchestrator)).toEqual(['rejection']);
  });

  test.each([
    ['approval of who asked is refused', 'ann-id', 'approve', 403],
    ['rejection of who asked is taken in', 'ann-id', 'reject', 202],
    ['approval of another person is taken in', 'bob-id', 'approve', 202],
  ])('the %s', async (_, principal, decision, status) => {
    // Prepare
    const approval = { required: 1, distinctFromRequester: true as const, decisions: [] };
    const taskHub = hubWith({ ...WAITING, approval, requestedBy: { kind: 'principal', id: 'ann-id' } });
    const request = approvalRequest({ decision });

    // Act
    const response = await approveOperation(request, { ...storesOf(taskHub), caller: personOf(principal) });

    // Assess
    expect(response.status).toBe(status);
    expect(taskHub.raised).toHaveLength(status === 202 ? 1 : 0);
  });
});

/** Makes the operation show this as soon as it receives a signal. */
function shows(taskHub: ReturnType<typeof fakeTaskHub>, how: Partial<OperationView>) {
  const shown = taskHub.all.get('op-1')?.customStatus as OperationView;
  return async () => {
    taskHub.change('op-1', { customStatus: { ...shown, ...how } });
    return 'raised' as const;
  };
}
