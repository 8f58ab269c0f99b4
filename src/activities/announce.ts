import type { CloudEvent } from '@azure/eventgrid';
import type { AnnounceOutcome, CommandOf } from '../domain/command.ts';
import type { Transition } from '../domain/transition.ts';
import type { PublishOutcome } from '../platform/event-grid.ts';
import { toCloudEvent } from './cloud-event.ts';

interface Ports {
  publish: (events: CloudEvent<unknown>[]) => Promise<PublishOutcome>;
  /** Tells the telemetry of one transition. */
  record: (transition: Transition) => void;
  /** Tells the telemetry when the events of a command have to wait. */
  recordDelay: (command: CommandOf<'announce'>, outcome: AnnounceOutcome) => void;
  /** Tells the telemetry that an event is given up: Event Grid does not take it. */
  recordRefused: (transition: Transition, message: string) => void;
}

/** An event that Event Grid refuses is tried so often, over some eight minutes; then it must not hold back the next ones. */
const MAX_FAILURES = 8;

/** Publishes transitions in their order; telemetry hears of each at its first try only. */
export async function announce(command: CommandOf<'announce'>, ports: Ports): Promise<AnnounceOutcome> {
  const { transitions, recordAfter } = command;
  for (const transition of transitions) {
    if (transition.sequence > recordAfter) ports.record(transition);
  }
  const outcome = await publish(command, ports);
  ports.recordDelay(command, outcome);
  return outcome;
}

async function publish(command: CommandOf<'announce'>, ports: Ports): Promise<AnnounceOutcome> {
  const { transitions, recordAfter, traceparent } = command;
  const together = await ports.publish(transitions.map((transition) => toCloudEvent(transition, traceparent)));
  if (together.kind === 'published') return { kind: 'announced', through: transitions.at(-1)?.sequence ?? recordAfter };
  return together.kind === 'unavailable' ? delayed(together) : oneByOne(command, together, ports);
}

/** One event was refused: those before it are sent, it and those after it wait, so that the order holds. */
async function oneByOne(
  { transitions, recordAfter, failures = 0, traceparent }: CommandOf<'announce'>,
  together: PublishOutcome,
  ports: Ports,
): Promise<AnnounceOutcome> {
  let through: number | undefined;
  for (const transition of transitions) {
    const alone = transitions.length === 1 ? together : await ports.publish([toCloudEvent(transition, traceparent)]);
    if (alone.kind !== 'published') {
      const isGivenUp = alone.kind === 'rejected' && through === undefined && failures >= MAX_FAILURES;
      if (!isGivenUp) return through === undefined ? delayed(alone) : { kind: 'announced', through };
      ports.recordRefused(transition, alone.message);
    }
    through = transition.sequence;
  }
  return { kind: 'announced', through: through ?? recordAfter };
}

function delayed(outcome: Exclude<PublishOutcome, { kind: 'published' }>): AnnounceOutcome {
  const { message } = outcome;
  return {
    kind: 'delayed',
    message,
    ...('retryAfterSeconds' in outcome && { retryAfterSeconds: outcome.retryAfterSeconds }),
  };
}
