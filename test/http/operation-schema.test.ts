import type * as z from 'zod';
import type { GoLive } from '../../src/domain/go-live.ts';
import { ASSERTED_STATUSES, type AssertedStatus, type OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { operationSchema } from '../../src/http/operation-schema.ts';
import {
  accepted,
  answered,
  aRequest,
  aStep,
  at,
  cancelAsked,
  goLive,
  inspected,
  observed,
  signaled,
  take,
} from '../domain/go-lives.ts';

type Plain<T> = T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T;
type Same<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

test('the schema and the type of an operation are the same', () => {
  // Checked by the compiler.
  const same: Same<z.infer<typeof operationSchema>, OperationView> = true;
  expect(same).toBe(true);
});

const failure = { code: 'CertificationFailed', message: 'Issues found.', marketplaceCode: 'X' } as const;
const step = aStep({
  progress: 50,
  estimate: '~2-5 days',
  estimateSeconds: 432_000,
  messages: [{ level: 'error', text: 'Issues found.', time: '2026-01-05T09:00:00Z' }],
});
const ANN = { kind: 'principal', id: 'ann-id', name: 'ann@contoso.com' } as const;
const LINKS = { self: 'https://golive.example/api/operations/op-1', marketplace: 'https://partner.example' };
const LATER = { kind: 'deadline', by: { kind: 'key' }, deadlineAt: at(99) } as const;
const ended = (as: AssertedStatus) => signaled({ kind: 'end', by: ANN, as, reason: 'seen in the portal' });
const lookAsked = signaled({ kind: 'look', by: { kind: 'operation', id: 'op-2' } });
const submitted = goLive(aRequest({ labels: { build: '1' } }), inspected(), accepted);

test.each([
  ['at its start', goLive(aRequest())],
  ['scheduled', goLive(aRequest({ notBefore: at(3600) }))],
  ['awaiting approval', goLive(aRequest({ approval: { required: 2, expiresAfterSeconds: 60 } }))],
  ['publishing', take(submitted, observed({ steps: [step], cancelable: true }))],
  ['being canceled', take(submitted, cancelAsked)],
  ['in need of attention', take(submitted, observed({ steps: [{ ...step, status: 'blocked' }] }))],
  ['of a known caller, with links', goLive(aRequest({ requestedBy: ANN, links: LINKS }))],
  ['that was looked at and got more time', take(submitted, lookAsked, signaled(LATER))],
  ['canceled by somebody', take(submitted, signaled({ kind: 'cancel', by: ANN, notificationEmails: [] }))],
  ...ASSERTED_STATUSES.map((as): [string, GoLive] => [`ended by a person as ${as}`, take(submitted, ended(as))]),
  ['failed', take(submitted, observed({ state: 'failed', failure }))],
  ['refused', goLive(aRequest(), inspected(), answered({ kind: 'refused', cause: failure }))],
])('describes every member of an operation %s', (_, state) => {
  // Prepare
  const shown = JSON.parse(JSON.stringify(viewOf(state)));

  // Act
  const parsed = operationSchema.parse(shown);

  // Assess
  expect(parsed).toEqual(shown);
});
