import { goodLook } from './attention.ts';
import { versionIn } from './before.ts';
import type { Interrupted } from './command.ts';
import { fail, succeed } from './ending.ts';
import { follow } from './following.ts';
import type { GoLive } from './go-live.ts';
import { after, type Instant } from './instant.ts';
import { agreedVersion, intend } from './intent.ts';
import { endLongWait, goodLookInWait, tellLongWait } from './long-wait.ts';
import type { InspectOutcome, OfferSnapshot, RunningOperation, Version } from './observation.ts';
import { transition } from './outbox.ts';
import { nextLookAt, nextLookBefore } from './polling-schedule.ts';
import type { Stage } from './stage.ts';
import { troubled } from './trouble.ts';

type CheckingStage = Extract<Stage, { phase: 'checking' } | { phase: 'queued'; laneKey?: undefined }>;

/** Takes in the look before the POST. `lookedAt`: when the look began. */
export function applyInspection(
  state: GoLive,
  stage: CheckingStage,
  result: InspectOutcome | Interrupted,
  lookedAt: Instant,
): GoLive {
  switch (result.kind) {
    case 'inspected':
      return decide(state, stage, result.offer, lookedAt);
    case 'refused':
      // Nothing was sent yet, so a failure that looking again cannot cure ends the operation here without a risk.
      return fail(state, result.cause);
    case 'trouble':
    case 'interrupted':
      return troubled(state, stage, result);
  }
}

/** What the offer's state means for this request: done already, impossible, in conflict, or to be submitted. */
function decide(state: GoLive, stage: CheckingStage, offer: OfferSnapshot, lookedAt: Instant): GoLive {
  const judged = judgeVersions(state, offer);
  if (judged.kind === 'ended') return judged.state;
  const { preview } = judged;
  const [first, ...others] = offer.running.filter(isInTheWay);
  if (first) return resolveConflict(state, stage, offer, [first, ...others], preview.version);
  const { settleSeconds } = state.request.terms;
  const unclearSince = stage.unclearSince ?? lookedAt;
  // One of the parts lags, and what it still hides may conflict. It gets the settle time to show it.
  if (isUnclear(offer) && lookedAt < after(unclearSince, settleSeconds)) {
    const dueAt = nextLookBefore(after(unclearSince, settleSeconds), state);
    return { ...goodLook(state), stage: { ...stage, unclearSince, consecutiveFailures: 0, dueAt } };
  }
  // Any other attention concerns the previous POST and is over only when the marketplace accepts one.
  return intend(endLongWait(state), offer, preview);
}

type JudgedVersions =
  | { kind: 'ended'; state: GoLive }
  | { kind: 'to-submit'; preview: { version: Version; ref?: string } };

/** Judges the versions in the slots, in this order; everything else depends on what is running. */
export function judgeVersions(
  state: GoLive,
  { production, preview, status, statusWord }: OfferSnapshot,
): JudgedVersions {
  const agreed = agreedVersion(state);
  const wanted = agreed ?? versionIn(preview);
  // R15: live first. The version asked for is live, so the request is fulfilled whatever has come to preview since.
  if (wanted !== undefined && versionIn(production) === wanted)
    return { kind: 'ended', state: succeed(state, wanted, { alreadyLive: true }) };
  if (status === 'never-published' || preview.kind === 'empty') {
    const message = `Nothing is in preview; the offer's status is "${statusWord}".`;
    return { kind: 'ended', state: fail(state, { code: 'NoPreview', message }) };
  }
  if (agreed !== undefined && agreed !== preview.version) {
    const message = `Version ${preview.version} is in preview; version ${agreed} was expected.`;
    return { kind: 'ended', state: fail(state, { code: 'PreviewChanged', message }) };
  }
  const { version, ref } = preview;
  return { kind: 'to-submit', preview: { version, ...(ref !== undefined && { ref }) } };
}

/** A publish that waits for its sign-off waits for this very go-live, and one that has ended blocks nothing. */
export function isInTheWay({ reach }: RunningOperation): boolean {
  return reach !== 'sign-off' && reach !== 'ended';
}

/** Joins only an operation that reports the wanted version as going live: no other would make that version live. */
export function takesLive(running: RunningOperation, version: Version): boolean {
  return running.reach === 'live' && running.version === version;
}

/** The status word reports a running operation that the list lacks, or the list still has one that has ended. */
function isUnclear({ status, running }: OfferSnapshot): boolean {
  return (status === 'running' && running.length === 0) || running.some(({ reach }) => reach === 'ended');
}

function resolveConflict(
  state: GoLive,
  stage: CheckingStage,
  offer: OfferSnapshot,
  running: readonly [RunningOperation, ...RunningOperation[]],
  version: Version,
): GoLive {
  const { onConflict, terms } = state.request;
  if (onConflict === 'fail') {
    const names = running.map(({ operationId }) => operationId).join(', ');
    const message = `A marketplace operation of this offer is running: ${names}.`;
    return fail(state, { code: 'OperationConflict', message });
  }
  const joinable = onConflict === 'join' ? running.find((each) => takesLive(each, version)) : undefined;
  if (joinable) return join(state, joinable, offer, version);
  const since = stage.phase === 'queued' ? stage.since : state.now;
  const dueAt = nextLookAt({ now: state.now, startedAt: since, consecutiveFailures: 0, bounds: terms });
  const [{ operationId: behind }] = running;
  const queued: GoLive = {
    ...goodLookInWait(state),
    stage: { phase: 'queued', since, behind, dueAt, consecutiveFailures: 0 },
  };
  return stage.phase === 'queued' ? tellLongWait(queued, since, wordsFor(running)) : transition(queued, 'queued');
}

function wordsFor(running: readonly RunningOperation[]): string {
  const words = running.map(({ operationId, reach, version }) => {
    const carries = version === undefined ? '' : ` (version ${version})`;
    return `marketplace operation ${operationId}${carries}, which ${reach === 'unknown' ? 'does not tell where it goes' : `is on its way to ${reach}`}`;
  });
  return words.join(', and ');
}

/** Follows what somebody else started. */
export function join(
  state: GoLive,
  { operationId, ref }: RunningOperation,
  { production }: OfferSnapshot,
  version: Version,
): GoLive {
  const productionBefore = versionIn(production);
  const marketplace = { operationId, ref, version, ...(productionBefore !== undefined && { productionBefore }) };
  return follow({ ...state, joined: true }, marketplace);
}
