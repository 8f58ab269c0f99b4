import type { Report, Scene } from './simulate.ts';

const HOUR_MS = 3_600_000;
/** Longer than a submission with all its runs can take that is in progress when the deadline comes. */
const LATE_MS = 2 * HOUR_MS;
const MAX_LOOKS_AFTER_CALM = 4;
const LAST = ['succeeded', 'failed', 'canceled'];

/** The invariants of every world: returns a sentence for each violated one. */
export function faultsOf(scene: Scene, report: Report): string[] {
  return [
    ...report.violations,
    ...ofTheEnd(scene, report),
    ...ofTheEvents(report),
    ...ofThePosts(report),
    ...ofTheWords(report),
    ...ofTheLane(report),
    ...ofWhatIsFollowed(report),
  ];
}

function said(fault: string, holds: boolean): string[] {
  return holds ? [] : [fault];
}

/** Every operation ends: by the deadline, and soon after nothing happens any more. */
function ofTheEnd({ request }: Scene, report: Report): string[] {
  const { stage } = report.state;
  if (stage.phase !== 'ended') return ['it has not ended'];
  const looks = looksAfterCalm(report);
  // A shortened deadline may be set to a moment in the past.
  const given = report.trail.map(({ state }) => state.request.terms.deadlineAt);
  const deadlineAt = Math.max(request.terms.deadlineAt, ...given);
  return [
    ...said('it ended long after the deadline', stage.endedAt <= deadlineAt + LATE_MS),
    ...said(`${looks} whole looks after everything was over did not end it`, looks <= MAX_LOOKS_AFTER_CALM),
  ];
}

/** Complete looks that began after the last change but did not end the operation. */
function looksAfterCalm({ trail, marketplace }: Report): number {
  const { history } = marketplace;
  // Something still runs at the marketplace, so the deadline or a cancel ended the operation.
  if (marketplace.truth().running.length > 0) return 0;
  const settled = Math.max(...trail.map(({ state: { submission } }) => submission.provenAt));
  const calmAt = Math.max(history.deedAt, history.faultAt, history.changedAt, history.underWayUntil, settled);
  return trail.filter(({ askedAt, outcome, state: after }) => {
    if (askedAt <= calmAt || after.stage.phase === 'ended' || after.stage.phase === 'scheduled') return false;
    return outcome.kind === 'inspect' && outcome.result.kind === 'inspected';
  }).length;
}

/** A stranger's publish is never followed as if it were a go-live. */
function ofWhatIsFollowed({ trail, marketplace }: Report): string[] {
  const { operations } = marketplace.truth();
  const followed = new Set(trail.flatMap(({ state }) => state.marketplace?.operationId ?? []));
  const goLives = operations.filter(({ wasGoLive }) => wasGoLive).map(({ id }) => id);
  return said(
    'a publish is followed as a go-live',
    [...followed].every((id) => goLives.includes(id)),
  );
}

function ofTheEvents({ transitions, received }: Report): string[] {
  const numbers = transitions.map(({ sequence }) => sequence);
  const ends = transitions.filter(({ name }) => LAST.includes(name));
  return [
    ...said(
      'a number of the transitions is missing',
      numbers.every((sequence, index) => sequence === index + 1),
    ),
    ...said('the end is not the last transition, and once', ends.length === 1 && ends[0] === transitions.at(-1)),
    // Events that could not be delivered in time may be missing, but only at the end.
    ...said(
      'an event is missing, or out of order',
      received.every((sequence, index) => sequence === index + 1),
    ),
  ];
}

/**
 * Never two accepted submissions, and never another version than intended, unless a publish ended between the last read
 * and the POST.
 */
function ofThePosts({ marketplace, state }: Report): string[] {
  const { accepted, raced, strangersCanceled, live } = marketplace.history;
  const { stage } = state;
  // A person who asserted the success is responsible for it.
  const isSuccess = stage.phase === 'ended' && stage.end.status === 'Succeeded' && !stage.end.assertedBy;
  const wasLive = (version: string) => {
    const slot = marketplace.firstProduction;
    return live.some((each) => each.version === version) || (slot.kind === 'holds' && slot.version === version);
  };
  return [
    ...said('two submissions were accepted', accepted.length <= 1),
    ...said('another version was accepted', raced || accepted.every(({ version, intended }) => version === intended)),
    ...said("a cancel stopped somebody else's", strangersCanceled.length === 0),
    ...said('success is said of what was never live', !isSuccess || wasLive(stage.end.version)),
  ];
}

/** The last message is true, and never hides a version that we took live. */
function ofTheWords({ marketplace, state }: Report): string[] {
  const { stage, submitted } = state;
  if (stage.phase !== 'ended') return [];
  const { accepted, live } = marketplace.history;
  const words = JSON.stringify(stage.end);
  const ours = live.find(({ operation }) => accepted.some((each) => each.operation === operation));
  const named = ours === undefined || stage.end.status === 'Succeeded' || words.includes(`ersion ${ours.version}`);
  return [
    ...said(
      'it says that nothing was submitted',
      accepted.length === 0 || !/nothing was submitted|submitted nothing|accepted nothing/i.test(words),
    ),
    ...said('it counts as never submitted', accepted.length === 0 || submitted !== 'no'),
    ...said(
      'what went live is hidden',
      named ||
        /not known|perhaps|no longer followed|[Oo]peration \S+ (was canceled|waits)/.test(words) ||
        submitted === 'yes',
    ),
  ];
}

/** R13: no other operation of ours gets the lane while something that we sent may still arrive or show. */
function ofTheLane({ marketplace, leftAt }: Report): string[] {
  if (leftAt === undefined) return [];
  const { accepted, underWayUntil } = marketplace.history;
  const late = accepted.some(
    ({ at, operation }) => at > leftAt || (operation.shownAt > leftAt && operation.by === 'us'),
  );
  return said('the lane was passed on before what was submitted shows', !late && underWayUntil <= leftAt);
}
