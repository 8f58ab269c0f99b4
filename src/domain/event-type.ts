import type { TransitionName } from './transition.ts';

/** Type of the CloudEvent that tells of a transition. */
export function operationEventType(name: TransitionName): string {
  return `dev.golive.operation.${name}.v1`;
}

/** Type of the CloudEvent that announces a message that can never start an operation. */
export const REQUEST_REJECTED = 'dev.golive.request.rejected.v1';
