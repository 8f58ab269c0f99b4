import type { Actor, Principal } from './actor.ts';
import type { Instant } from './instant.ts';
import type { AssertedStatus, CancellationState, Decision, RefusedEndingCode } from './operation.ts';

export interface Approval {
  readonly principalId: string;
  readonly name?: string;
  readonly decision: Decision;
  readonly reason?: string;
  readonly at: Instant;
}

/** When a wish was made, and by whom. */
export interface Asked {
  readonly requestedAt: Instant;
  readonly by: Actor;
}

export interface LookWish extends Asked {
  readonly reason?: string;
}

export interface AssertedEnding extends Asked {
  readonly by: Principal;
  readonly as: AssertedStatus;
  readonly reason: string;
}

/** `code`: why it was refused, as in the API's problems. */
export interface RefusedEnding extends AssertedEnding {
  readonly code: RefusedEndingCode;
}

export interface Cancellation {
  readonly requestedAt: Instant;
  readonly by?: Actor;
  /** Another operation, not a person, asked for it in order to take this one's place. */
  readonly automatic?: true;
  readonly reason?: string;
  readonly notificationEmails: readonly string[];
  readonly state: CancellationState;
}
