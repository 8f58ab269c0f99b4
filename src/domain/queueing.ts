import { versionIn } from './before.ts';
import { join, takesLive } from './checking.ts';
import type { Interrupted, LaneOutcome } from './command.ts';
import { fail } from './ending.ts';
import type { GoLive, PlaceInLane } from './go-live.ts';
import { after } from './instant.ts';
import { agreedVersion } from './intent.ts';
import { endLongWait, tellLongWait } from './long-wait.ts';
import type { InspectOutcome } from './observation.ts';
import { transition } from './outbox.ts';
import { nextLookAt } from './polling-schedule.ts';
import type { InLane } from './stage.ts';
import { unreachable } from './unreachable.ts';

/**
 * The lane: one operation of ours is active for an offer, the others wait in order.
 *
 *     enter --first--> checking
 *       |
 *       '--behind--> check-holder --gone--> evict --> enter
 *                        |
 *                        '--alive--> fail | supersede it | look for something to join | wait --> enter
 */
export function enter(state: GoLive): GoLive {
  const { laneKey } = state.request;
  if (laneKey === undefined) return startChecking(state);
  return {
    ...state,
    stage: { phase: 'queued', next: 'enter', laneKey, since: state.now, dueAt: state.now, consecutiveFailures: 0 },
  };
}

/** Takes in what the lane, or the task hub about its holder, answered. */
export function applyLane(state: GoLive, stage: InLane, outcome: LaneOutcome): GoLive {
  const { result } = outcome;
  switch (result.kind) {
    case 'entered': {
      const place = { ...state.place, laneKey: stage.laneKey, position: result.position, holder: result.holder };
      const placed: GoLive = { ...state, place };
      return result.position === 0 ? startChecking(placed) : step(placed, stage, 'check-holder');
    }
    case 'gone':
      // The holder ended without leaving (terminated, purged): it is evicted.
      return step(state, stage, 'evict');
    case 'left':
      return step(state, stage, 'enter');
    case 'alive':
      return yieldTo(state, stage);
    case 'raised': {
      const place = placeOf(state);
      return wait({ ...state, place: { ...place, superseded: place.holder } }, stage);
    }
    case 'interrupted':
      return wait(state, stage);
  }
}

/** Takes in a look while another operation holds the lane: joins what already takes the wanted version live. */
export function applyLookToJoin(state: GoLive, stage: InLane, result: InspectOutcome | Interrupted): GoLive {
  if (result.kind !== 'inspected') return wait(state, stage);
  const { offer } = result;
  const version = agreedVersion(state) ?? versionIn(offer.preview);
  const joinable = version === undefined ? undefined : offer.running.find((running) => takesLive(running, version));
  return joinable && version !== undefined ? join(state, joinable, offer, version) : wait(state, stage);
}

/** The former holder has left the lane: enters at once instead of when the slow timer is due. */
export function wake(state: GoLive): GoLive {
  const { stage } = state;
  return stage.phase === 'queued' && stage.laneKey !== undefined
    ? { ...state, stage: { ...stage, dueAt: state.now } }
    : state;
}

/** After the end: records that the lane was left, or that leaving must be tried again. */
export function applyLeaving(state: GoLive, { result }: LaneOutcome): GoLive {
  const place = placeOf(state);
  switch (result.kind) {
    case 'left':
      return { ...state, place: { ...place, left: true, ...(result.next !== undefined && { wakes: result.next }) } };
    case 'interrupted':
      // A failed wake-up is not repeated: the next operation has its slow timer.
      if (place.left) return { ...state, place: withoutWake(place) };
      return { ...state, place: { ...place, leaveAt: after(state.now, state.request.terms.pollMaxSeconds) } };
    case 'entered':
    case 'alive':
    case 'gone':
    case 'raised':
      return { ...state, place: withoutWake(place) };
    default:
      return unreachable(result);
  }
}

function yieldTo(state: GoLive, stage: InLane): GoLive {
  const { holder, superseded } = placeOf(state);
  switch (state.request.onConflict) {
    case 'fail':
      return fail(state, { code: 'OperationConflict', message: `Operation ${holder} takes this offer live already.` });
    case 'supersede':
      // The holder is asked to cancel once; it is asked again only while that request has not arrived.
      return superseded === holder ? wait(state, stage) : step(state, stage, 'supersede');
    case 'join':
      return step(told(state), stage, 'look');
    case 'queue':
      return wait(state, stage);
  }
}

/** Waits for the holder to wake this operation, or for the time to check again. */
function wait(state: GoLive, stage: InLane): GoLive {
  const { terms, onConflict } = state.request;
  const dueAt =
    onConflict === 'join'
      ? nextLookAt({ now: state.now, startedAt: stage.since, consecutiveFailures: 0, bounds: terms })
      : after(state.now, terms.pollMaxSeconds);
  const waiting: GoLive = { ...told(state), stage: { ...stage, next: 'enter', dueAt } };
  const { place } = waiting;
  return place ? tellLongWait(waiting, stage.since, `operation ${place.holder}, which takes this offer live`) : waiting;
}

function told(state: GoLive): GoLive {
  return state.place && !state.place.told
    ? transition({ ...state, place: { ...state.place, told: true } }, 'queued')
    : state;
}

/** Its place in the lane. @throws when it has none, which no transition leads to. */
export function placeOf({ place, stage }: GoLive): PlaceInLane {
  if (place) return place;
  throw new Error(`Phase "${stage.phase}" without a place in the lane: something else wrote this state.`);
}

function step(state: GoLive, stage: InLane, next: InLane['next']): GoLive {
  return { ...state, stage: { ...stage, next, dueAt: state.now } };
}

function startChecking(state: GoLive): GoLive {
  return { ...endLongWait(state), stage: { phase: 'checking', dueAt: state.now, consecutiveFailures: 0 } };
}

function withoutWake({ wakes: _, ...place }: PlaceInLane): PlaceInLane {
  return place;
}
