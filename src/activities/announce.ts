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
}

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
  if (together.kind === 'unavailable' || transitions.length === 1) return delayed(together);
  return oneByOne(command, ports);
}

/** One event of several was refused: those before it are sent, it and those after it wait, so that the order holds. */
async function oneByOne(command: CommandOf<'announce'>, ports: Ports): Promise<AnnounceOutcome> {
  let through: number | undefined;
  for (const transition of command.transitions) {
    const alone = await ports.publish([toCloudEvent(transition, command.traceparent)]);
    if (alone.kind !== 'published') return through === undefined ? delayed(alone) : { kind: 'announced', through };
    through = transition.sequence;
  }
  return { kind: 'announced', through: through ?? command.recordAfter };
}

function delayed(outcome: Exclude<PublishOutcome, { kind: 'published' }>): AnnounceOutcome {
  const { message } = outcome;
  return {
    kind: 'delayed',
    message,
    ...('retryAfterSeconds' in outcome && { retryAfterSeconds: outcome.retryAfterSeconds }),
  };
}
