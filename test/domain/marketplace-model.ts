import type { Instant } from '../../src/domain/instant.ts';
import type {
  CancelOutcome,
  InspectOutcome,
  ObserveOutcome,
  OfferSnapshot,
  OfferStatus,
  RunningOperation,
  Slot,
  SubmitOutcome,
} from '../../src/domain/observation.ts';

/** What becomes of a marketplace operation, in seconds since it was accepted. */
export interface Course {
  /** From then on the list shows it and the offer's status is `running`. */
  readonly shownAfter: number;
  readonly lasts: number;
  readonly end: 'live' | 'failed' | 'canceled';
  /** How long after its end the offer shows that the version is live. */
  readonly confirmedAfter: number;
}

export interface MarketplaceOperation {
  readonly id: string;
  readonly version: string;
  readonly target: RunningOperation['target'];
  readonly ours: boolean;
  readonly acceptedAt: Instant;
  course: Course;
  /** When the machine first knew of it. */
  seenAt?: Instant;
}

/** The answer to one POST, and, if the marketplace accepted it, what becomes of it. */
export interface PostScript {
  readonly answer: 'accepted' | Exclude<SubmitOutcome, { kind: 'accepted' }>;
  readonly course?: Course;
}

/** The answer to one cancel, and whether the marketplace does it. */
export interface CancelScript {
  readonly answer: CancelOutcome;
  readonly cancels: boolean;
}

/**
 * What a look tells of the truth. `look`: how many looks of its kind came before; `sincePost`: seconds since the first
 * POST.
 */
export interface Window {
  inspect(truth: OfferSnapshot, look: number, sincePost: number | undefined): InspectOutcome;
  observe(truth: ObserveOutcome, look: number, sincePost: number | undefined): ObserveOutcome;
}

export interface MarketplaceScript {
  readonly status: OfferStatus;
  readonly preview: Slot;
  readonly production: Slot;
  readonly others: readonly MarketplaceOperation[];
  /** One for each POST; the last is for all that follow. */
  readonly posts: readonly PostScript[];
  readonly cancels: readonly CancelScript[];
  readonly window: Window;
  /** An operation of ours may be over before the machine knows of it. */
  readonly fleeting: boolean;
}

export type Marketplace = ReturnType<typeof createMarketplace>;

/** A marketplace that remembers the truth, and tells of it what its script says. */
export function createMarketplace(script: MarketplaceScript) {
  const operations: MarketplaceOperation[] = [...script.others];
  let twoAtOnce = false;
  let firstPostAt: Instant | undefined;
  const calls = { posts: 0, inspects: 0, observes: 0, cancels: 0 };

  /** When it runs no more; the offer shows the result somewhat later. */
  function endOf({ acceptedAt, course, seenAt, ours }: MarketplaceOperation): Instant {
    const end = acceptedAt + course.lasts * 1000;
    return script.fleeting || !ours ? end : Math.max(end, seenAt === undefined ? Number.POSITIVE_INFINITY : seenAt + 1);
  }

  function isOver(operation: MarketplaceOperation, now: Instant): boolean {
    return now >= endOf(operation) + operation.course.confirmedAfter * 1000;
  }

  function truth(now: Instant): OfferSnapshot {
    const begun = operations.filter(({ acceptedAt, course }) => now >= acceptedAt + course.shownAfter * 1000);
    const over = begun.filter((operation) => isOver(operation, now));
    const results = over.filter(({ target }) => target !== 'preview').sort((one, two) => endOf(one) - endOf(two));
    const last = results.at(-1);
    const live = results.findLast(({ course }) => course.end === 'live');
    const status = over.length < begun.length ? 'running' : last ? STATUS_AFTER[last.course.end] : script.status;
    return {
      status,
      statusWord: status,
      preview: script.preview,
      production: live ? { kind: 'holds', version: live.version } : script.production,
      running: begun
        .filter((operation) => now < endOf(operation))
        .map(({ id, version, target }) => ({ operationId: id, ref: id, version, target })),
    };
  }

  function look(operation: MarketplaceOperation | undefined, now: Instant): ObserveOutcome {
    if (!operation) return { kind: 'not-found', message: 'There is no such operation.' };
    const over = now >= endOf(operation);
    const state = !over ? 'running' : operation.course.end === 'live' ? 'succeeded' : operation.course.end;
    const steps = [{ id: 'live', name: 'Live', status: over ? 'complete' : 'running', messages: [] }];
    return { kind: 'observed', operation: { state, status: state, steps, liveLinks: [] } };
  }

  function sincePost(now: Instant): number | undefined {
    return firstPostAt === undefined ? undefined : (now - firstPostAt) / 1000;
  }

  function isRunning(operation: MarketplaceOperation, now: Instant): boolean {
    return now < endOf(operation);
  }

  return {
    /** Accepted submissions of ours. */
    accepted: (): readonly MarketplaceOperation[] => operations.filter(({ ours }) => ours),
    posts: () => calls.posts,
    twoAtOnce: () => twoAtOnce,
    truth,
    submit(version: string, now: Instant): SubmitOutcome {
      firstPostAt ??= now;
      const post = nth(script.posts, calls.posts++);
      const id = `ours-${calls.posts}`;
      // Two at once is what must never happen, whatever the marketplace answered.
      twoAtOnce ||=
        post.course !== undefined && operations.some((operation) => operation.ours && isRunning(operation, now));
      if (post.course)
        operations.push({ id, version, target: 'live', ours: true, acceptedAt: now, course: post.course });
      return post.answer === 'accepted' ? { kind: 'accepted', operationId: id, ref: id } : post.answer;
    },
    inspect(now: Instant): InspectOutcome {
      return script.window.inspect(truth(now), calls.inspects++, sincePost(now));
    },
    observe(ref: string, now: Instant): ObserveOutcome {
      const operation = operations.find(({ id }) => id === ref);
      return script.window.observe(look(operation, now), calls.observes++, sincePost(now));
    },
    /** The machine now knows of these. */
    seen(ids: readonly string[], now: Instant): void {
      for (const operation of operations) if (ids.includes(operation.id)) operation.seenAt ??= now;
    },
    cancel(ref: string, now: Instant): CancelOutcome {
      const { answer, cancels } = nth(script.cancels, calls.cancels++);
      const operation = operations.find(({ id }) => id === ref);
      if (operation && cancels && endOf(operation) > now) {
        const lasts = (now - operation.acceptedAt) / 1000 + CANCELING_SECONDS;
        operation.course = { ...operation.course, lasts, end: 'canceled', confirmedAfter: 0 };
      }
      return answer;
    },
  };
}

const CANCELING_SECONDS = 90;
const STATUS_AFTER = { live: 'succeeded', failed: 'failed', canceled: 'canceled' } as const;

function nth<T>(list: readonly T[], index: number): T {
  const item = list[Math.min(index, list.length - 1)];
  if (item === undefined) throw new Error('The script says nothing about this call; it needs at least one entry.');
  return item;
}
