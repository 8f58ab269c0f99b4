import { randomUUID } from 'node:crypto';
import { GO_LIVE, SIGNAL_EVENT } from '../domain/durable-names.ts';
import type { GoLive } from '../domain/go-live.ts';
import { type Farewell, resume, sayGoodbye } from '../domain/resume.ts';
import type { StoredOperation } from '../platform/record/operation-row.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { hasEnded, type Instance, type TaskHub } from '../platform/task-hub.ts';
import { inputOf, operationOf } from './operation-of.ts';

interface Ports {
  taskHub: TaskHub;
  record: OperationRecord;
  now: number;
}

/** Minutes between one try and the next, indexed by the number of tries so far. */
const PAUSE_MINUTES = [0, 1, 2, 4, 8, 16, 32] as const;
const MAX_PAUSE_MINUTES = 60;
/** Tries before an operation is given up: a state that crashes its worker would harm other operations for ever. */
const MAX_TRIES = 6;

/**
 * Resumes an operation whose orchestration failed, was terminated or is lost: a new run of the same id takes it over in
 * the record, then starts from the checkpoint. Safe to run twice and concurrently, because only one of them takes over.
 * It never uses the hub's own `rewind`, which would undo failures that the orchestrator has handled.
 */
export async function resumeOperation(id: string, ports: Ports): Promise<'resumed' | 'nothing-to-do' | 'later'> {
  const { taskHub, record, now } = ports;
  const instance = await taskHub.find(id);
  if (instance && !hasEnded(instance)) return 'nothing-to-do';
  const stored = await record.read(id);
  if (!stored) return startAgain(instance, ports);
  if (stored.ended && hasSaidGoodbye(instance, stored)) {
    await record.closeActive(id);
    return 'nothing-to-do';
  }
  const checkpoint = await record.readCheckpoint(id);
  // All of it was announced: the checkpoint is removed once nothing remains to be delivered.
  if (!checkpoint && stored.ended) return 'nothing-to-do';
  if (!checkpoint) throw new Error(`Operation ${id} has no checkpoint: something else wrote into the record.`);
  const tries = triesOf(stored, instance);
  const farewell = farewellOf(instance, tries);
  if (!farewell && now < (stored.interruption?.at ?? 0) + pauseMs(tries)) return 'later';

  const run = randomUUID();
  const state = farewell
    ? sayGoodbye(checkpoint, run, farewell, now)
    : resume(checkpoint, run, await record.readWishes(id), now);
  const interruption = { tries: tries + 1, at: now, checks: checkpoint.checks };
  if (!(await record.takeOver(stored, state, interruption))) return 'nothing-to-do';
  await taskHub.start(GO_LIVE, id, asTakenOver(state));
  await raiseWishes(id, state, ports);
  return 'resumed';
}

/** It failed before it had written anything, so nothing was submitted: it starts again from its input. */
async function startAgain(instance: Instance | undefined, { taskHub }: Ports): Promise<'resumed' | 'nothing-to-do'> {
  const input = instance && inputOf(instance);
  if (!input || operationOf(instance)?.phase === 'ended') return 'nothing-to-do';
  await taskHub.start(GO_LIVE, input.request.operationId, input);
  return 'resumed';
}

/** The new transitions of the state were written when it was taken over. */
function asTakenOver(state: GoLive): GoLive {
  return { ...state, outbox: { ...state.outbox, transitions: [] } };
}

/** A wish that came after the others were read has not been sent to the new run. Taking one in twice is harmless. */
async function raiseWishes(id: string, { wishes = [] }: GoLive, { taskHub, record }: Ports): Promise<void> {
  for (const signal of await record.readWishes(id)) {
    const isKnown = signal.wish !== undefined && wishes.includes(signal.wish);
    if (!isKnown) await taskHub.raise(id, SIGNAL_EVENT, signal);
  }
}

/** Its orchestration came to its own end, after the last event was sent and the lane was left. */
function hasSaidGoodbye(instance: Instance | undefined, { sequence }: StoredOperation): boolean {
  if (instance?.runtimeStatus !== 'Completed') return false;
  const shown = operationOf(instance);
  return shown?.phase === 'ended' && shown.sequence >= sequence;
}

/** A look since the newest try is progress; a transition has taken the interruption out of the record. */
function triesOf({ interruption }: StoredOperation, instance: Instance | undefined): number {
  if (!interruption) return 0;
  const checks = (instance && operationOf(instance)?.checks) ?? 0;
  return checks > interruption.checks ? 0 : interruption.tries;
}

function farewellOf(instance: Instance | undefined, tries: number): Farewell | undefined {
  if (instance?.runtimeStatus === 'Terminated' || instance?.runtimeStatus === 'Canceled') return 'terminated';
  return tries >= MAX_TRIES ? 'keeps-failing' : undefined;
}

function pauseMs(tries: number): number {
  return (PAUSE_MINUTES[tries] ?? MAX_PAUSE_MINUTES) * 60_000;
}
