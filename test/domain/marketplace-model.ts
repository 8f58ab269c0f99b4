import type { Instant } from '../../src/domain/instant.ts';
import type {
  CancelOutcome,
  GoLiveAnswer,
  InspectOutcome,
  ObservedOperation,
  ObserveOutcome,
  OfferSnapshot,
  OfferStatus,
  Reach,
  Refused,
  RunningOperation,
  Slot,
  Trouble,
  Watched,
} from '../../src/domain/observation.ts';
import { POST_LIMIT_SECONDS } from '../../src/domain/settle-time.ts';
import type { Canceled, Marketplace as Port } from '../../src/marketplace/port.ts';
import { timeline } from './timeline.ts';
import type { World } from './world.ts';

/** The course of a marketplace operation, in seconds since it was accepted. */
export interface Course {
  /** From then on list, details and status show it. */
  readonly shownAfter: number;
  readonly lasts: number;
  /** `dropped`: the marketplace forgets it, and all is as before. */
  readonly end: 'live' | 'failed' | 'canceled' | 'dropped';
  /** Time from its end until the offer shows the result. */
  readonly confirmedAfter: number;
}

/** Behaviour that no document defines and that differs between marketplaces. */
export interface Form {
  /** A publish that waits for its sign-off is listed as running, and so is the offer. */
  readonly waitsListed: boolean;
  /** A go-live takes over the id of the publish that waited for it. */
  readonly reusesPublishId: boolean;
  /** A canceled go-live goes back to waiting for its sign-off. */
  readonly takesBack: boolean;
  /** A go-live names the version that it takes live, and a cancel names the go-live. */
  readonly fixedVersion: boolean;
}

export interface MarketplaceOperation {
  readonly id: string;
  readonly version: string;
  kind: 'publish' | 'go-live' | 'unclear';
  by: 'us' | 'stranger';
  acceptedAt: Instant;
  course: Course;
}

/** The fate of one POST. */
export interface PostScript {
  /** The answer that its sender gets. */
  readonly answer: 'accepted' | Exclude<GoLiveAnswer, { kind: 'accepted' }>;
  /** Its course if it is processed; without one it never arrives. */
  readonly course?: Course;
  /** How long it is under way. Its sender gets no answer before the time limit of a POST is over. */
  readonly landsAfter?: number;
  /** The marketplace decides whether to accept it, and answers accordingly unless the answer is lost. */
  readonly judged?: true;
}

/** The answer to one cancel, and whether the marketplace does it. */
export interface CancelScript {
  readonly answer: CancelOutcome;
  readonly cancels: boolean;
}

/** An action of somebody else, at a moment, after one of our reads (counted from 1), or right before a POST arrives. */
export interface Deed {
  readonly when: { readonly at: Instant } | { readonly read: number } | { readonly post: number };
  readonly what: 'publish' | 'go-live' | 'cancel';
  readonly course: Course;
}

/**
 * What a look shows of the truth. `look`: the number of earlier looks of its kind; `sincePost`: seconds since the first
 * POST.
 */
export interface Window {
  inspect(truth: OfferSnapshot, look: number, sincePost: number | undefined): InspectOutcome;
  observe(truth: ObserveOutcome, look: number, sincePost: number | undefined): ObserveOutcome;
}

export interface MarketplaceScript {
  readonly form: Form;
  readonly status: OfferStatus;
  readonly preview: Slot;
  readonly production: Slot;
  readonly others: readonly MarketplaceOperation[];
  readonly deeds: readonly Deed[];
  /** One per POST; the last one repeats. */
  readonly posts: readonly PostScript[];
  readonly cancels: readonly CancelScript[];
  readonly window: Window;
  /** The fault that replaces a read, by the read's number; `details` is true for reads of one operation. */
  readonly readFault?: (read: number, details: boolean, sincePost?: number) => Trouble | Refused | undefined;
  /** An operation whose details cannot be read is shown nevertheless, as an earlier client did. */
  readonly guesses?: true;
  /** The duration of a read. */
  readonly readSeconds?: (read: number) => number;
}

type Phase = 'running' | 'waiting' | 'completed' | 'failed' | 'canceled' | 'forgotten';
interface Op extends MarketplaceOperation {
  phase: Phase;
  /** The operation before a go-live took over its id; shown until `shownAt`. */
  former?: Pick<Op, 'phase' | 'kind'>;
  shownAt: Instant;
  /** True once it has been a go-live. */
  wasGoLive?: true;
}

/** One of our submissions, accepted by the marketplace. */
interface Accepted {
  readonly attempt: number;
  readonly version: string;
  /** The version that its sender meant. */
  readonly intended: string;
  readonly at: Instant;
  readonly operation: Op;
  /** The answer that its sender got. */
  readonly told: GoLiveAnswer['kind'];
}

export type Marketplace = ReturnType<typeof createMarketplace>;

export const WAITING_ID = 'waiting';

/** A marketplace that knows the truth and shows as much of it as its script says. */
export function createMarketplace(script: MarketplaceScript, world: World) {
  const { form } = script;
  const production = timeline<Slot>(script.production);
  const preview = timeline<Slot>(script.preview);
  const status = timeline<OfferStatus>(
    form.waitsListed && script.status === 'waiting-for-publisher' ? 'running' : script.status,
  );
  const operations: Op[] = [];
  const history = {
    /** Accepted submissions of ours. */
    accepted: [] as Accepted[],
    /** Versions in the order in which they went live. */
    live: [] as { version: string; at: Instant; operation: Op }[],
    /** Operations of others that our cancel stopped. */
    strangersCanceled: [] as Op[],
    twoAtOnce: false,
    /** Whether a stranger's publish ended between the last read before a POST and the POST's arrival. */
    raced: false,
    deeds: 0,
    deedsDone: [] as Deed['what'][],
    detailFaults: 0,
    /** The latest arrival time of any POST. */
    underWayUntil: Number.NEGATIVE_INFINITY,
    /** The last change of anything visible. */
    changedAt: world.now(),
    /** The last action of somebody else, and the last failed read. */
    deedAt: world.now(),
    faultAt: world.now(),
  };
  const calls = { posts: 0, inspects: 0, observes: 0, cancels: 0, reads: 0 };
  let firstPostAt: Instant | undefined;
  let previewChangesRead = 0;
  let previewChanges = 0;
  let nextVersion = 3;
  const readDeeds = script.deeds.filter(({ when }) => 'read' in when);
  const postDeeds = script.deeds.filter(({ when }) => 'post' in when);

  if (script.preview.kind === 'holds' && script.status === 'waiting-for-publisher') {
    const waiting = { shownAfter: 0, lasts: 0, end: 'live', confirmedAfter: 0 } as const;
    add(
      {
        id: WAITING_ID,
        version: script.preview.version,
        kind: 'publish',
        by: 'stranger',
        acceptedAt: world.now() - 1,
        course: waiting,
      },
      form.waitsListed ? 'waiting' : 'completed',
    );
  }
  for (const other of script.others) {
    begin(other);
  }
  for (const deed of script.deeds) if ('at' in deed.when) world.at(deed.when.at, () => act(deed));

  function add(operation: MarketplaceOperation, phase: Phase): Op {
    const op: Op = { ...operation, phase, shownAt: operation.acceptedAt + operation.course.shownAfter * 1000 };
    operations.push(op);
    return op;
  }

  function begin(operation: MarketplaceOperation): Op {
    for (const each of operations) if (each.phase === 'waiting') each.phase = 'completed';
    const op = add(operation, 'running');
    status.set('running', op.shownAt);
    return op;
  }

  function endOf({ acceptedAt, course }: Op): Instant {
    return acceptedAt + course.lasts * 1000;
  }

  /** Completes everything that has ended by now. */
  function advance(now: Instant): void {
    const ending = operations.filter((op) => op.phase === 'running' && endOf(op) <= now);
    for (const op of ending.sort((one, two) => endOf(one) - endOf(two))) finish(op, endOf(op));
  }

  function finish(op: Op, at: Instant): void {
    const { end, confirmedAfter } = op.course;
    const shownAt = at + confirmedAfter * 1000;
    history.changedAt = Math.max(history.changedAt, shownAt);
    delete op.former;
    switch (end) {
      case 'live':
        if (op.kind === 'publish') {
          op.phase = form.waitsListed ? 'waiting' : 'completed';
          preview.set({ kind: 'holds', version: op.version }, at);
          previewChanges++;
          status.set(form.waitsListed ? 'running' : 'waiting-for-publisher', shownAt);
        } else {
          op.phase = 'completed';
          production.set({ kind: 'holds', version: op.version }, shownAt);
          status.set('succeeded', shownAt);
          history.live.push({ version: op.version, at, operation: op });
        }
        break;
      case 'failed':
        op.phase = 'failed';
        status.set('failed', shownAt);
        break;
      case 'canceled':
        if (form.takesBack && op.kind === 'go-live') takeBack(op, shownAt);
        else {
          op.phase = 'canceled';
          status.set('canceled', shownAt);
        }
        break;
      case 'dropped':
        op.phase = 'forgotten';
        waitAgain(op, shownAt);
        break;
    }
  }

  function takeBack(op: Op, at: Instant): void {
    if (form.reusesPublishId) {
      op.phase = form.waitsListed ? 'waiting' : 'completed';
      op.kind = 'publish';
      op.by = 'stranger';
      status.set(form.waitsListed ? 'running' : 'waiting-for-publisher', at);
    } else {
      op.phase = 'canceled';
      waitAgain(op, at);
    }
  }

  function waitAgain(op: Op, at: Instant): void {
    if (form.waitsListed) {
      const course = { shownAfter: 0, lasts: 0, end: 'live', confirmedAfter: 0 } as const;
      const again = {
        id: `${op.id}-again-${operations.length}`,
        version: op.version,
        kind: 'publish',
        by: 'stranger',
        acceptedAt: at,
        course,
      } as const;
      add(again, 'waiting');
    }
    status.set(form.waitsListed ? 'running' : 'waiting-for-publisher', at);
  }

  function isRunning(op: Op): boolean {
    return op.phase === 'running';
  }

  /** A go-live takes the version that is in preview now. */
  function goLive(by: 'us' | 'stranger', id: string, version: string, course: Course): Op {
    const now = world.now();
    const own = form.reusesPublishId
      ? operations.findLast(
          (op) =>
            op.kind === 'publish' && op.version === version && (op.phase === 'waiting' || op.phase === 'completed'),
        )
      : undefined;
    if (own === undefined) {
      const begun = begin({ id, version, kind: 'go-live', by, acceptedAt: now, course });
      begun.wasGoLive = true;
      return begun;
    }
    own.wasGoLive = true;
    own.former = { phase: own.phase, kind: own.kind };
    Object.assign(own, {
      kind: 'go-live',
      by,
      phase: 'running',
      acceptedAt: now,
      course,
      shownAt: now + course.shownAfter * 1000,
    });
    status.set('running', own.shownAt);
    return own;
  }

  function canGoLive(): string | undefined {
    const slot = preview.truth();
    if (slot.kind !== 'holds' || operations.some(isRunning)) return undefined;
    const live = production.truth();
    return live.kind === 'holds' && live.version === slot.version ? undefined : slot.version;
  }

  function act({ what, course }: Deed): void {
    const now = world.now();
    advance(now);
    const running = operations.find(isRunning);
    const id = `theirs-${++history.deeds}`;
    history.deedAt = now;
    history.deedsDone.push(what);
    if (what === 'publish' && !running)
      begin({ id, version: `${nextVersion++}`, kind: 'publish', by: 'stranger', acceptedAt: now, course });
    const version = canGoLive();
    if (what === 'go-live' && version !== undefined) goLive('stranger', id, version, course);
    if (what === 'cancel' && running && now >= running.acceptedAt + (running.by === 'us' ? MIN_MS : 0)) {
      running.course = { ...running.course, end: 'canceled', confirmedAfter: 0 };
      finish(running, now);
    }
  }

  function reachOf(op: Pick<Op, 'kind' | 'phase'>): Exclude<Reach, 'ended'> {
    if (op.kind === 'unclear') return 'unknown';
    if (op.kind === 'go-live') return 'live';
    return op.phase === 'running' ? 'preview' : 'sign-off';
  }

  /** What its details show: its former state, until the new one shows. */
  function shown(op: Op): Pick<Op, 'kind' | 'phase'> {
    return op.former && world.now() < op.shownAt ? op.former : op;
  }

  function isListed(op: Op): boolean {
    const { phase } = shown(op);
    const since = op.former ? Number.NEGATIVE_INFINITY : op.shownAt;
    return world.now() >= since && (phase === 'running' || phase === 'waiting');
  }

  function toRunning(op: Op): RunningOperation {
    const { phase, kind } = shown(op);
    const goesOn = phase === 'running' || phase === 'waiting';
    return { operationId: op.id, ref: op.id, version: op.version, reach: goesOn ? reachOf({ phase, kind }) : 'ended' };
  }

  function look(op: Op | undefined): ObserveOutcome {
    if (!op || op.phase === 'forgotten') return { kind: 'not-found', message: 'There is no such operation.' };
    const { phase, kind } = shown(op);
    const state: ObservedOperation['state'] =
      phase === 'running' || phase === 'waiting'
        ? 'running'
        : phase === 'completed'
          ? 'succeeded'
          : (phase as 'failed' | 'canceled');
    const steps = [{ id: 'live', name: 'Live', status: state === 'running' ? 'running' : 'complete', messages: [] }];
    return {
      kind: 'observed',
      operation: { state, status: state, version: op.version, reach: reachOf({ phase, kind }), steps, liveLinks: [] },
    };
  }

  /** One read: time passes, others act, and it may fail. */
  async function read(details = false): Promise<Trouble | Refused | undefined> {
    const number = ++calls.reads;
    await world.pass(script.readSeconds?.(number) ?? 0);
    for (const deed of readDeeds) if ('read' in deed.when && deed.when.read === number) act(deed);
    advance(world.now());
    const fault = script.readFault?.(number, details, sincePost());
    if (fault) history.faultAt = world.now();
    if (fault && details) history.detailFaults++;
    return fault;
  }

  async function readRunning(
    watched: readonly Watched[],
    tellWhen: (at: Instant) => void = () => undefined,
  ): Promise<Trouble | Refused | RunningOperation[]> {
    const failed = await read();
    if (failed) return failed;
    tellWhen(world.now());
    const listed = operations.filter(isListed);
    const unlisted = operations.filter(
      (op) => !listed.includes(op) && watched.some(({ operationId }) => operationId === op.id),
    );
    const running: RunningOperation[] = [];
    for (const op of listed) {
      const unread = await read(true);
      if (unread && !script.guesses) return unread;
      running.push(unread ? { operationId: op.id, ref: op.id, reach: 'unknown' } : toRunning(op));
    }
    for (const op of unlisted) {
      const unread = await read(true);
      if (unread) return unread;
      running.push(...[toRunning(op)].filter(({ reach }) => reach !== 'ended'));
    }
    return running;
  }

  async function readOffer(watched: readonly Watched[]): Promise<Trouble | Refused | OfferSnapshot> {
    const running = await readRunning(watched);
    if (!Array.isArray(running)) return running;
    const noStatus = await read();
    if (noStatus) return noStatus;
    const word = status.get(world.now());
    const noProduction = await read();
    if (noProduction) return noProduction;
    const live = production.get(world.now());
    const noPreview = await read();
    if (noPreview) return noPreview;
    previewChangesRead = previewChanges;
    return { running, status: word, statusWord: word, production: live, preview: preview.get(world.now()) };
  }

  function sincePost(): number | undefined {
    return firstPostAt === undefined ? undefined : (world.now() - firstPostAt) / 1000;
  }

  /** The arrival of a POST. */
  function arrive(attempt: number, intended: string, post: PostScript, changesRead: number): GoLiveAnswer {
    for (const deed of postDeeds) if ('post' in deed.when && deed.when.post === attempt) act(deed);
    advance(world.now());
    const { course } = post;
    const id = `ours-${attempt}`;
    const slot = preview.truth();
    const inPreview = slot.kind === 'holds' ? slot.version : intended;
    if (previewChanges !== changesRead) history.raced = true;
    if (!course) {
      history.faultAt = world.now();
      return unprocessed(post);
    }
    const judged = post.judged ? canGoLive() : inPreview;
    if (judged === undefined || (form.fixedVersion && judged !== intended)) return conflict(operations.some(isRunning));
    // Two at once must never happen, whatever the marketplace answered.
    history.twoAtOnce ||= operations.some((op) => op.by === 'us' && isRunning(op));
    const operation = goLive('us', id, judged, course);
    const told = post.answer === 'accepted' ? 'accepted' : post.answer.kind;
    history.accepted.push({ attempt, version: judged, intended, at: world.now(), operation, told });
    return { kind: 'accepted', operationId: operation.id, ref: operation.id };
  }

  function port(gate: (call: string) => Promise<void>): Port {
    let listReadAt = world.now();
    return {
      async inspect(_offerId, watched = []) {
        await gate('inspect');
        const offer = await readOffer(watched);
        if ('kind' in offer) return offer;
        return script.window.inspect(offer, calls.inspects++, sincePost());
      },
      async submit(_offerId, { version }, inTime) {
        await gate('post');
        if (!inTime()) return { kind: 'not-sent', reason: 'late', message: 'late' };
        firstPostAt ??= world.now();
        const attempt = ++calls.posts;
        const post = nth(script.posts, attempt - 1);
        const read = previewChangesRead;
        if (post.landsAfter !== undefined) {
          history.underWayUntil = world.now() + post.landsAfter * 1000;
          world.at(history.underWayUntil, () => void arrive(attempt, version, post, read));
          await gate('sent');
          await world.pass(POST_LIMIT_SECONDS);
          return { kind: 'unknown', message: 'No answer in 100 s.' };
        }
        const truth = arrive(attempt, version, post, read);
        await gate('sent');
        if (post.answer === 'accepted') return truth;
        return post.answer;
      },
      async observe(_offerId, ref) {
        await gate('observe');
        const failed = await read(true);
        if (failed) return failed;
        return script.window.observe(look(operations.find(({ id }) => id === ref)), calls.observes++, sincePost());
      },
      ...(!form.fixedVersion && {
        async running(_offerId: string, _ours: Canceled) {
          await gate('running');
          const running = await readRunning([], (at) => {
            listReadAt = at;
          });
          return Array.isArray(running) ? { kind: 'running' as const, operations: running } : running;
        },
      }),
      async cancel(_offerId, { operationId }, { inTime }) {
        await gate('cancel');
        if (!inTime()) return { kind: 'not-sent', message: 'late' };
        return canceled(operationId, listReadAt);
      },
    };
  }

  function canceled(operationId: string, listReadAt: Instant): CancelOutcome {
    const now = world.now();
    advance(now);
    const { answer, cancels } = nth(script.cancels, calls.cancels++);
    history.faultAt = now;
    const running = operations.find(
      (op) => isRunning(op) && (!form.fixedVersion || (op.id === operationId && op.by === 'us')),
    );
    if (running && cancels) {
      // No client can know of an operation that began after the list was read.
      if (running.id !== operationId && running.acceptedAt < listReadAt) history.strangersCanceled.push(running);
      const lasts = (now - running.acceptedAt) / 1000 + CANCELING_SECONDS;
      running.course = { ...running.course, lasts, end: 'canceled', confirmedAfter: 0 };
    }
    return answer;
  }

  return {
    port,
    history,
    calls,
    form,
    firstProduction: script.production,
    /** The actual state, whatever reads show. */
    truth: () => {
      advance(world.now());
      return {
        production: production.truth(),
        preview: preview.truth(),
        running: operations.filter(isRunning),
        operations: operations as readonly Op[],
      };
    },
  };
}

const CANCELING_SECONDS = 90;
/** Nobody takes back one of our go-lives before a look could have seen it. */
const MIN_MS = 600_000;

function conflict(isBusy: boolean): Refused {
  const code = isBusy ? 'OperationConflict' : 'SubmissionRejected';
  return { kind: 'refused', cause: { code, message: isBusy ? 'An operation is running.' : 'Nothing to take live.' } };
}

function unprocessed({ answer }: PostScript): GoLiveAnswer {
  return answer === 'accepted' ? { kind: 'unknown', message: 'lost' } : answer;
}

function nth<T>(list: readonly T[], index: number): T {
  const item = list[Math.min(index, list.length - 1)];
  if (item === undefined) throw new Error('The script says nothing about this call; it needs at least one entry.');
  return item;
}
