import type { Unsettled } from './attempt.ts';
import { beforeOf } from './before.ts';
import { giveUp } from './ending.ts';
import type { GoLive } from './go-live.ts';
import type { OfferSnapshot, Version } from './observation.ts';

/** The version that must go live and no other: the one that the request names, or that people approved. */
export function agreedVersion({ request, approvedVersion }: GoLive): Version | undefined {
  return request.expectedVersion ?? approvedVersion;
}

/** Records what was seen and what is about to be sent, before anything is sent. From here on it may have been submitted. */
export function intend(
  state: GoLive,
  offer: OfferSnapshot,
  { version, ref }: { version: Version; ref?: string },
  unsettled?: Unsettled,
): GoLive {
  if (state.now >= state.request.terms.deadlineAt) return giveUp(state);
  const attempt = state.submission.attempts + 1;
  const submitted = { version, ...(ref !== undefined && { ref }) };
  const intent = { attempt, ...submitted, before: beforeOf(offer), intendedAt: state.now };
  return {
    ...state,
    submitted: 'not-known',
    submission: { ...state.submission, attempts: attempt },
    stage: { phase: 'submitting', intent, ...(unsettled && { unsettled }) },
  };
}
