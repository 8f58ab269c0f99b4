import type { OperationView } from '../../src/domain/operation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { aRequest, goLive } from '../domain/go-lives.ts';
import { type FakeTaskHub, fakeTaskHub } from '../functions/fake-task-hub.ts';

type Request = NonNullable<Parameters<typeof aRequest>[0]>;

/** A task hub with operation `op-1`, which has this view. */
export function hubWith(shown: Partial<OperationView>, request: Request = {}): FakeTaskHub {
  const state = goLive(aRequest(request));
  return fakeTaskHub({ id: 'op-1', input: state, customStatus: { ...viewOf(state), ...shown } });
}
