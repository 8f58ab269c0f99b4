import type { CloudEvent } from '@azure/eventgrid';
import type { AnnounceOutcome, CommandOf } from '../domain/command.ts';
import type { GoLive } from '../domain/go-live.ts';
import { isReminderDue } from '../domain/reminder.ts';
import type { Transition } from '../domain/transition.ts';
import type { PublishOutcome } from '../platform/event-grid.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { toCloudEvent } from './cloud-event.ts';

interface Ports {
  record: Pick<OperationRecord, 'write' | 'readTransitions' | 'closeActive'>;
  publish: (events: CloudEvent<unknown>[]) => Promise<PublishOutcome>;
  /** Reports a transition to telemetry. */
  tell: (transition: Transition) => void;
  /** Reports to telemetry that an attention still lasts. */
  tellLasting: (state: GoLive) => void;
  /** Reports to telemetry that events are delayed, and since when the oldest has waited. */
  tellDelay: (oldest: Transition, message: string) => void;
  /** Reports to telemetry that an event was given up because Event Grid refuses it. */
  tellRefused: (transition: Transition, message: string) => void;
}

/** Most events that are sent together. */
const BATCH = 20;
/** An event that Event Grid refuses is given up after this many tries, some eight minutes: later ones must not wait. */
const MAX_FAILURES = 8;

/** Number of the last transition that was published, and what stopped the next one. */
interface Published {
  through: number;
  obstacle?: Exclude<PublishOutcome, { kind: 'published' }>;
  /** The first that was not published. */
  oldest?: Transition;
}

/** Writes, publishes, and reminds operators of an attention that has lasted another day. */
export async function announce(command: CommandOf<'announce'>, ports: Ports): Promise<AnnounceOutcome> {
  const outcome = await writeAndPublish(command, ports);
  if (outcome.kind !== 'taken-over' && isReminderDue(command.checkpoint)) ports.tellLasting(command.checkpoint);
  return outcome;
}

/**
 * Writes new transitions into the record, then publishes from there in order. Nothing is published that the record does
 * not hold; and however long Event Grid is away, the state does not grow.
 */
async function writeAndPublish(
  { checkpoint, traceparent }: CommandOf<'announce'>,
  ports: Ports,
): Promise<AnnounceOutcome> {
  const { outbox, sequence: written } = checkpoint;
  const result = await write(checkpoint, ports);
  if (result.kind === 'taken-over') return result;
  if (result.kind === 'away') {
    const [oldest] = outbox.transitions;
    if (oldest) ports.tellDelay(oldest, result.message);
    return {
      kind: 'delayed',
      written: written - outbox.transitions.length,
      published: outbox.published,
      message: result.message,
    };
  }
  for (const transition of result.fresh) ports.tell(transition);
  const {
    through: published,
    obstacle,
    oldest,
  } = await publish(await waiting(checkpoint, ports), checkpoint, traceparent, ports);
  if (!obstacle) {
    if (checkpoint.stage.phase === 'ended' && published >= written)
      await ports.record.closeActive(checkpoint.request.operationId);
    return { kind: 'announced', written, published };
  }
  if (oldest) ports.tellDelay(oldest, obstacle.message);
  const retryAfter = 'retryAfterSeconds' in obstacle && { retryAfterSeconds: obstacle.retryAfterSeconds };
  return { kind: 'delayed', written, published, message: obstacle.message, ...retryAfter };
}

async function write(checkpoint: GoLive, { record }: Ports) {
  try {
    return await record.write(checkpoint);
  } catch (error) {
    return { kind: 'away' as const, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Transitions not published yet: from the state while it holds them, otherwise from the record. */
async function waiting({ outbox, request }: GoLive, { record }: Ports): Promise<readonly Transition[]> {
  const [first] = outbox.transitions;
  if (first && first.sequence <= outbox.published + 1) return outbox.transitions.slice(0, BATCH);
  const page = await record.readTransitions(request.operationId, { after: outbox.published, top: BATCH });
  return page.transitions;
}

const LOST: Exclude<PublishOutcome, { kind: 'published' }> = {
  kind: 'unavailable',
  message: 'The record does not hold what is to be published.',
};

async function publish(
  transitions: readonly Transition[],
  { outbox, sequence: written }: GoLive,
  traceparent: string | undefined,
  ports: Ports,
): Promise<Published> {
  if (transitions.length === 0)
    return { through: outbox.published, ...(outbox.published < written && { obstacle: LOST }) };
  const together = await ports.publish(transitions.map((transition) => toCloudEvent(transition, traceparent)));
  const through = outbox.published;
  if (together.kind === 'published') return { through: transitions.at(-1)?.sequence ?? through };
  const [oldest] = transitions;
  if (together.kind === 'unavailable') return { through, obstacle: together, ...(oldest && { oldest }) };
  return oneByOne(transitions, outbox, traceparent, together, ports);
}

/** One of the events was refused: those before it are sent, it and the later ones wait, which keeps the order. */
async function oneByOne(
  transitions: readonly Transition[],
  { published, consecutiveFailures }: GoLive['outbox'],
  traceparent: string | undefined,
  together: PublishOutcome,
  ports: Ports,
): Promise<Published> {
  let through = published;
  for (const transition of transitions) {
    const alone = transitions.length === 1 ? together : await ports.publish([toCloudEvent(transition, traceparent)]);
    if (alone.kind !== 'published') {
      const isGivenUp = alone.kind === 'rejected' && through === published && consecutiveFailures >= MAX_FAILURES;
      // Events sent before it are progress, so the refused event starts with a full number of tries.
      if (!isGivenUp) return through > published ? { through } : { through, obstacle: alone, oldest: transition };
      ports.tellRefused(transition, alone.message);
    }
    through = transition.sequence;
  }
  return { through };
}
