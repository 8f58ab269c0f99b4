import type { OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { aRequest, goLive } from '../domain/go-lives.ts';
import { type FakeInstances, fakeInstances } from '../functions/fake-instances.ts';

type Request = NonNullable<Parameters<typeof aRequest>[0]>;

/** A task hub with operation `op-1`, which shows this. */
export function hubWith(shown: Partial<OperationView>, request: Request = {}): FakeInstances {
  const state = goLive(aRequest(request));
  return fakeInstances({ id: 'op-1', input: state, customStatus: { ...viewOf(state), ...shown } });
}
