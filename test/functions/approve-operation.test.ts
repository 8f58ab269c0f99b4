import type { OperationView } from '../../src/domain/operation.ts';
import { approveOperation } from '../../src/functions/approve-operation.ts';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { startByQueue } from '../../src/functions/start-by-queue.ts';
import { inputOf } from '../../src/operations/operation-of.ts';
import { hubWith } from '../http/shown-operation.ts';
import { fakeInstances } from './fake-instances.ts';
import { queuePortsOf } from './queue-ports.ts';
import { aRequestOf, bodyOf, deliveryOf, goLiveRequestOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

const ANN = { 'x-ms-client-principal-id': 'ann-id', 'x-ms-client-principal-name': 'ann@contoso.com' };
const WAITING: Partial<OperationView> = { phase: 'awaiting-approval', approval: { required: 2, decisions: [] } };
const APPROVE = { decision: 'approve' };

function approvalRequest(body: unknown = APPROVE, headers: Record<string, string> = ANN, id = 'op-1') {
  return aRequestOf({ path: `operations/${id}/approvals`, params: { id }, headers, body });
}

test.each([
  ['approve', { decision: 'approve' }],
  ['reject', { decision: 'reject', reason: 'wrong price' }],
])('takes in the decision to %s of the authenticated person', async (_, body) => {
  // Prepare
  const instances = hubWith(WAITING);

  // Act
  const response = await approveOperation(approvalRequest(body), {
    ...storesOf(instances),
    platformAuthenticates: true,
  });

  // Assess
  expect(response.status).toBe(202);
  expect(instances.raised).toEqual([
    {
      id: 'op-1',
      event: 'signal',
      data: { kind: 'approval', principalId: 'ann-id', name: 'ann@contoso.com', ...body, wish: expect.any(String) },
    },
  ]);
});

test.each<[string, Record<string, string>, boolean]>([
  ['nobody says who calls', {}, true],
  ['the platform does not authenticate', ANN, false],
  ['only a name is given', { 'x-ms-client-principal-name': 'ann' }, true],
  ['the id is empty', { 'x-ms-client-principal-id': '  ' }, true],
  ['the id is endless', { 'x-ms-client-principal-id': 'x'.repeat(201) }, true],
])('answers 403 when %s', async (_, headers, platformAuthenticates) => {
  // Prepare
  const instances = hubWith(WAITING);

  // Act
  const response = await approveOperation(approvalRequest(APPROVE, headers), {
    ...storesOf(instances),
    platformAuthenticates,
  });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 403, code: 'IdentityRequired' });
  expect(instances.raised).toEqual([]);
});

test.each([
  ['scheduled', 'NotAwaitingApproval'],
  ['checking', 'NotAwaitingApproval'],
  ['publishing', 'NotAwaitingApproval'],
  ['ended', 'AlreadyEnded'],
] as const)('answers 409 while the operation is %s', async (phase, code) => {
  // Prepare
  const instances = hubWith({ phase });

  // Act
  const response = await approveOperation(approvalRequest(), { ...storesOf(instances), platformAuthenticates: true });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 409, code });
  expect(instances.raised).toEqual([]);
});

test('answers 202 again for a decision that is on record, also when the operation has gone on', async () => {
  // Prepare
  const decisions = [{ principalId: 'ann-id', decision: 'approve', at: '2026-01-05T09:00:00.000Z' }] as const;
  const instances = hubWith({ phase: 'publishing', approval: { required: 1, decisions: [...decisions] } });

  // Act
  const response = await approveOperation(approvalRequest(), { ...storesOf(instances), platformAuthenticates: true });

  // Assess
  expect(response.status).toBe(202);
  expect(instances.raised).toEqual([]);
});

test('shows the decision', async () => {
  // Prepare
  const decision = { principalId: 'ann-id', decision: 'approve', at: '2026-01-05T09:00:00.000Z' } as const;
  const instances = hubWith(WAITING);
  const raise = shows(instances, { approval: { required: 2, decisions: [decision] } });

  // Act
  const response = await approveOperation(approvalRequest(), {
    ...storesOf({ ...instances, raise }),
    platformAuthenticates: true,
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
  const instances = hubWith(WAITING);

  // Act
  const response = await approveOperation(approvalRequest(), {
    ...storesOf({ ...instances, raise: shows(instances, shown) }),
    platformAuthenticates: true,
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
  const instances = hubWith(WAITING);

  // Act
  const response = await approveOperation(approvalRequest(body), {
    ...storesOf(instances),
    platformAuthenticates: true,
  });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 400, code: 'InvalidRequest', errors: [{ pointer }] });
  expect(instances.raised).toEqual([]);
});

test('answers 404 for an operation that is not there', async () => {
  // Act
  const response = await approveOperation(approvalRequest(), {
    ...storesOf(fakeInstances()),
    platformAuthenticates: true,
  });

  // Assess
  expect(bodyOf(response)).toMatchObject({ status: 404, code: 'OperationNotFound' });
});

describe('an approval distinct from the requester', () => {
  const approval = { required: 1, expiresAfter: 'PT1H', distinctFromRequester: true };
  const policy = { required: 1, expiresAfterSeconds: 3600, distinctFromRequester: true } as const;

  test('keeps who asked', async () => {
    // Prepare
    const instances = fakeInstances();
    const ports = { ...storesOf(instances), settings: SETTINGS, platformAuthenticates: true };

    // Act
    const response = await startByHttp(goLiveRequestOf({ body: { approval }, headers: ANN }), ports);

    // Assess
    const [instance] = [...instances.all.values()];
    expect(response.status).toBe(202);
    expect(instance && inputOf(instance)?.request).toMatchObject({
      requestedBy: { kind: 'principal', id: 'ann-id', name: 'ann@contoso.com' },
      approval: policy,
    });
  });

  test('cannot be asked for by somebody who is not known', async () => {
    // Prepare
    const instances = fakeInstances();
    const ports = { ...storesOf(instances), settings: SETTINGS, platformAuthenticates: false };

    // Act
    const response = await startByHttp(goLiveRequestOf({ body: { approval }, headers: ANN }), ports);

    // Assess
    expect(bodyOf(response)).toMatchObject({ status: 403, code: 'IdentityRequired' });
    expect(instances.all.size).toBe(0);
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
    expect([...ports.instances.all.values()].map(({ orchestrator }) => orchestrator)).toEqual(['announceRejection']);
  });

  test.each([
    ['approval of who asked is refused', 'ann-id', 'approve', 403],
    ['rejection of who asked is taken in', 'ann-id', 'reject', 202],
    ['approval of another person is taken in', 'bob-id', 'approve', 202],
  ])('the %s', async (_, principal, decision, status) => {
    // Prepare
    const approval = { required: 1, distinctFromRequester: true as const, decisions: [] };
    const instances = hubWith({ ...WAITING, approval, requestedBy: { kind: 'principal', id: 'ann-id' } });
    const request = approvalRequest({ decision }, { 'x-ms-client-principal-id': principal });

    // Act
    const response = await approveOperation(request, { ...storesOf(instances), platformAuthenticates: true });

    // Assess
    expect(response.status).toBe(status);
    expect(instances.raised).toHaveLength(status === 202 ? 1 : 0);
  });
});

/** Shows this as soon as it is sent something. */
function shows(instances: ReturnType<typeof fakeInstances>, how: Partial<OperationView>) {
  const shown = instances.all.get('op-1')?.customStatus as OperationView;
  return async () => {
    instances.change('op-1', { customStatus: { ...shown, ...how } });
    return 'raised' as const;
  };
}
