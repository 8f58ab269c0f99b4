import { badLook, needAttention } from './attention.ts';
import type { AttentionCode } from './attention-advice.ts';
import type { Interrupted } from './command.ts';
import type { GoLive } from './go-live.ts';
import type { Refused, Trouble } from './observation.ts';
import { nextLookAt } from './polling-schedule.ts';
import type { Stage } from './stage.ts';

/** Trouble that may pass by itself is reported to people after this many consecutive looks. */
const TOLERATED = 3;

const ATTENTION_CODES: Record<Trouble['reason'], AttentionCode> = {
  throttled: 'MarketplaceThrottling',
  unavailable: 'MarketplaceUnavailable',
  'timed-out': 'MarketplaceUnavailable',
  interrupted: 'MarketplaceUnavailable',
  unauthorized: 'MarketplaceUnauthorized',
  'not-understood': 'ContractChanged',
};

/** These do not pass by themselves, so people hear of them at once. */
const TOLD_AT_ONCE: readonly Trouble['reason'][] = ['unauthorized', 'not-understood'];

export type LookFailure = Trouble | Refused | Interrupted;
export type LookingStage = Extract<Stage, { dueAt: number; consecutiveFailures: number }>;

/** A look failed. That never ends a go-live whose submission may be under way: it slows down, reports, and goes on. */
export function troubled(state: GoLive, stage: LookingStage, failure: LookFailure): GoLive {
  const consecutiveFailures = stage.consecutiveFailures + 1;
  const scheduledAt = nextLookAt({
    now: state.now,
    startedAt: state.now,
    consecutiveFailures,
    ...(failure.kind === 'trouble' && { refusedForSeconds: failure.retryAfterSeconds }),
    bounds: state.request.terms,
  });
  // Trouble never brings forward a look that is due later.
  const slowed: GoLive = {
    ...badLook(state),
    stage: { ...stage, consecutiveFailures: consecutiveFailures, dueAt: Math.max(stage.dueAt, scheduledAt) },
  };
  if (failure.kind === 'refused') return needAttention(slowed, failure.cause.code, failure.cause.message);
  const reason = failure.kind === 'trouble' ? failure.reason : 'interrupted';
  if (consecutiveFailures < TOLERATED && !TOLD_AT_ONCE.includes(reason)) return slowed;
  return needAttention(slowed, ATTENTION_CODES[reason], failure.message);
}
