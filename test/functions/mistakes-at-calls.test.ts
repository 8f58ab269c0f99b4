import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { toRfc3339 } from '../../src/domain/instant.ts';
import type { OperationView } from '../../src/domain/operation.ts';
import { approveOperation } from '../../src/functions/approve-operation.ts';
import { cancelOperation } from '../../src/functions/cancel-operation.ts';
import { changeOperation } from '../../src/functions/change-operation.ts';
import { countOperations } from '../../src/functions/count-operations.ts';
import { endOperation } from '../../src/functions/end-operation.ts';
import { getOperation } from '../../src/functions/get-operation.ts';
import { listOperations } from '../../src/functions/list-operations.ts';
import { listRejections } from '../../src/functions/list-rejections.ts';
import { lookAtOperation } from '../../src/functions/look-at-operation.ts';
import { startByHttp } from '../../src/functions/start-by-http.ts';
import { hubWith } from '../http/shown-operation.ts';
import { ANN } from './callers.ts';
import { aRequestOf, bodyOf, goLiveRequestOf, SETTINGS } from './requests.ts';
import { storesOf } from './stores.ts';

// Mistakes that people make in other calls than the go-live request, and the answer to each.

type Ports = ReturnType<typeof storesOf> & { settings: typeof SETTINGS; caller: typeof ANN };
type Handler = (request: HttpRequest, ports: Ports) => Promise<HttpResponseInit>;

interface Mistake {
  did: string;
  to: Handler;
  request: HttpRequest;
  /** The state of the operation. */
  shown?: Partial<OperationView>;
  status: number;
  code: string;
  says: RegExp;
}

const AWAITING: Partial<OperationView> = { phase: 'awaiting-approval', approval: { required: 1, decisions: [] } };
const PUBLISHING: Partial<OperationView> = { phase: 'publishing', nextCheckAt: '2026-01-05T09:05:00.000Z' };

function wish(name: string, body: unknown, headers: Record<string, string> = {}): HttpRequest {
  return aRequestOf({ path: `operations/op-1/${name}`, params: { id: 'op-1' }, headers, body });
}
function patch(body: unknown): HttpRequest {
  return aRequestOf({ method: 'PATCH', path: 'operations/op-1', params: { id: 'op-1' }, body });
}
function get(path: string, params: Record<string, string> = {}): HttpRequest {
  return aRequestOf({ method: 'GET', path, params });
}
const keyed = (key: string) => goLiveRequestOf({ headers: { 'idempotency-key': key } });
const invalid = { status: 400, code: 'InvalidRequest' };

const MISTAKES: Mistake[] = [
  {
    did: 'approves with the word of the past',
    to: approveOperation,
    request: wish('approvals', { decision: 'approved' }),
    shown: AWAITING,
    ...invalid,
    says: /\/decision must be one of approve, reject\.$/,
  },
  {
    did: 'approves without a body',
    to: approveOperation,
    request: wish('approvals', ''),
    shown: AWAITING,
    ...invalid,
    says: /\/decision is missing: must be one of approve, reject\.$/,
  },
  {
    did: 'approves what waits for nobody',
    to: approveOperation,
    request: wish('approvals', { decision: 'approve' }),
    shown: PUBLISHING,
    status: 409,
    code: 'NotAwaitingApproval',
    says: /is publishing and does not wait for an approval/,
  },
  {
    did: 'rejects for a reason of spaces',
    to: approveOperation,
    request: wish('approvals', { decision: 'reject', reason: '  ' }),
    shown: AWAITING,
    ...invalid,
    says: /\/reason must say something, in 1 to 500 characters/,
  },
  {
    did: 'gives one address where a list is wanted',
    to: cancelOperation,
    request: wish('cancel', { notificationEmails: 'ann@contoso.com' }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/notificationEmails must be a list, not a text/,
  },
  {
    did: 'mistypes an address',
    to: cancelOperation,
    request: wish('cancel', { notificationEmails: ['ann@contoso'] }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/notificationEmails\/0 must be an e-mail address/,
  },
  {
    did: 'gives the reason another name',
    to: cancelOperation,
    request: wish('cancel', { message: 'wrong price' }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/message is not a known member; known: reason, notificationEmails/,
  },
  {
    did: 'cancels what is over',
    to: cancelOperation,
    request: wish('cancel', {}),
    shown: { phase: 'ended', status: 'Succeeded' },
    status: 409,
    code: 'AlreadyEnded',
    says: /has ended: Succeeded\. Nothing is left to cancel/,
  },
  {
    did: 'ends it in small letters',
    to: endOperation,
    request: wish('end', { as: 'succeeded', reason: 'seen' }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/as must be Succeeded, Failed or Canceled/,
  },
  {
    did: 'ends it without a reason',
    to: endOperation,
    request: wish('end', { as: 'Failed' }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/reason must say why, in 1 to 500 characters/,
  },
  {
    did: 'ends what is still queued',
    to: endOperation,
    request: wish('end', { as: 'Failed', reason: 'enough' }),
    shown: { phase: 'queued' },
    status: 409,
    code: 'NotSubmitted',
    says: /Cancel it instead/,
  },
  {
    did: 'says in the body when to look',
    to: lookAtOperation,
    request: wish('look', { now: true }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/now is not a known member; known: reason\.$/,
  },
  {
    did: 'looks twice within a minute',
    to: lookAtOperation,
    request: wish('look', {}),
    shown: { ...PUBLISHING, look: { requestedAt: toRfc3339(Date.now()), by: { kind: 'key' } } },
    status: 429,
    code: 'TooManyLooks',
    says: /./,
  },
  {
    did: 'gives a deadline in words',
    to: changeOperation,
    request: patch({ deadline: 'tomorrow' }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/deadline must be an RFC 3339 date and time, or an ISO 8601 duration/,
  },
  {
    did: 'takes the deadline away',
    to: changeOperation,
    request: patch({ deadline: null }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/deadline must be an RFC 3339 date and time, or an ISO 8601 duration/,
  },
  {
    did: 'changes the status by hand',
    to: changeOperation,
    request: patch({ deadline: 'P1D', status: 'Canceled' }),
    shown: PUBLISHING,
    ...invalid,
    says: /\/status is not a known member; known: deadline/,
  },
  {
    did: 'lists by a status in small letters',
    to: listOperations,
    request: get('operations?status=failed'),
    ...invalid,
    says: /query:status must be one of NotStarted, Running, Succeeded, Failed, Canceled/,
  },
  {
    did: 'lists by a label without its name',
    to: listOperations,
    request: get('operations?label=2026-11'),
    ...invalid,
    says: /query:label is not a known member; known: /,
  },
  {
    did: 'wants a thousand at once',
    to: listOperations,
    request: get('operations?top=1000'),
    ...invalid,
    says: /query:top must be a whole number from 1 to 100/,
  },
  {
    did: 'lists since yesterday',
    to: listOperations,
    request: get('operations?since=yesterday'),
    ...invalid,
    says: /query:since must be an RFC 3339 date and time with an offset/,
  },
  {
    did: 'looks for a key without its offer',
    to: listOperations,
    request: get('operations?key=build-1'),
    ...invalid,
    says: /query:key is a key of an offer: give publisherId and offerId too/,
  },
  {
    did: 'counts what has ended',
    to: countOperations,
    request: get('operations/counts?status=Failed'),
    ...invalid,
    says: /query:status is not a known member; known: publisherId, offerId/,
  },
  {
    did: 'looks for a message by another name',
    to: listRejections,
    request: get('rejections?id=build-1'),
    ...invalid,
    says: /query:id is not a known member; known: messageId, since, top, continuation/,
  },
  {
    did: 'cuts the id of an operation',
    to: getOperation,
    request: get('operations/op', { id: 'op' }),
    status: 404,
    code: 'OperationNotFound',
    says: /./,
  },
  {
    did: 'sends a key with a bare percent sign',
    to: startByHttp,
    request: keyed('50%-done'),
    ...invalid,
    says: /header:Idempotency-Key must have "%25" for "%"/,
  },
];

test.each(MISTAKES.map((mistake) => [mistake.did, mistake] as const))('somebody %s', async (_, mistake) => {
  // Prepare
  const { to, request, shown = PUBLISHING, status, code, says } = mistake;
  const taskHub = hubWith(shown);
  const ports = { ...storesOf(taskHub), settings: SETTINGS, caller: ANN };

  // Act
  const response = await to(request, ports);

  // Assess
  expect(bodyOf(response)).toMatchObject({ status, code, detail: expect.stringMatching(says) });
  expect(taskHub.raised).toEqual([]);
});
