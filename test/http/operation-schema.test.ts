import type { z } from 'zod';
import type { OperationView } from '../../src/domain/operation.ts';
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
  take,
} from '../domain/go-lives.ts';

type Plain<T> = T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T;
type Same<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

test('the schema and the type of an operation are the same', () => {
  // The compiler assesses this.
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
const submitted = goLive(aRequest({ labels: { build: '1' } }), inspected(), accepted);

test.each([
  ['at its start', goLive(aRequest())],
  ['scheduled', goLive(aRequest({ notBefore: at(3600) }))],
  ['awaiting approval', goLive(aRequest({ approval: { required: 2, expiresAfterSeconds: 60 } }))],
  ['publishing', take(submitted, observed({ steps: [step], cancelable: true }))],
  ['being canceled', take(submitted, cancelAsked)],
  ['failed', take(submitted, observed({ state: 'failed', failure }))],
  ['refused', goLive(aRequest(), inspected(), answered({ kind: 'refused', problem: failure }))],
])('describes every member of an operation %s', (_, state) => {
  // Prepare
  const shown = JSON.parse(JSON.stringify(viewOf(state)));

  // Act
  const parsed = operationSchema.parse(shown);

  // Assess
  expect(parsed).toEqual(shown);
});
