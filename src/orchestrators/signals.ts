import type { OrchestrationContext, Task } from 'durable-functions';
import * as z from 'zod';
import type { Actor, Principal } from '../domain/actor.ts';
import type { Signal } from '../domain/command.ts';
import { SIGNAL_EVENT } from '../domain/durable-names.ts';
import { ASSERTED_STATUSES, DECISIONS } from '../domain/operation.ts';

/** Names every member, optional ones too: a member missing here would be silently stripped from the signal. */
type Form<S> = z.ZodObject<{ readonly [M in keyof Required<S>]: z.ZodType<S[M]> }>;

const principal: z.ZodType<Principal> = z.object({
  kind: z.literal('principal'),
  id: z.string(),
  name: z.string().optional(),
});
const actor: z.ZodType<Actor> = z.union([
  principal,
  z.object({ kind: z.enum(['key', 'queue']) }),
  z.object({ kind: z.literal('operation'), id: z.string() }),
]);

const FORMS: { readonly [K in Signal['kind']]: Form<Extract<Signal, { kind: K }>> } = {
  cancel: z.object({
    kind: z.literal('cancel'),
    by: actor.optional(),
    reason: z.string().optional(),
    notificationEmails: z.array(z.string()),
    supersededBy: z.string().optional(),
    wish: z.string().optional(),
  }),
  approval: z.object({
    kind: z.literal('approval'),
    principalId: z.string(),
    name: z.string().optional(),
    decision: z.enum(DECISIONS),
    reason: z.string().optional(),
    wish: z.string().optional(),
  }),
  end: z.object({
    kind: z.literal('end'),
    by: principal,
    as: z.enum(ASSERTED_STATUSES),
    reason: z.string(),
    wish: z.string().optional(),
  }),
  look: z.object({ kind: z.literal('look'), by: actor, reason: z.string().optional(), wish: z.string().optional() }),
  deadline: z.object({
    kind: z.literal('deadline'),
    by: actor,
    deadlineAt: z.int(),
    wish: z.string().optional(),
  }),
  'lane-free': z.object({ kind: z.literal('lane-free') }),
};

const signalSchema = z.union(Object.values<z.ZodType<Signal>>(FORMS));

export interface Signals {
  /** A task that completes with the next signal; a new one for each `Task.any`. */
  next(): Task;
  /** A signal that has come and was not taken yet. */
  take(): Signal | undefined;
}

/**
 * Listens without a gap. The engine gives an event to the newest waiter, or to an older one that never completed while
 * there is no newer one (during an activity, for example). So every waiter of this run is kept and checked: no signal
 * is lost, and no waiter is part of two compounds, which would schedule it twice.
 */
export function openSignals(context: OrchestrationContext): Signals {
  const waiters: Task[] = [];
  return {
    next() {
      const waiter = context.df.waitForExternalEvent(SIGNAL_EVENT);
      waiters.push(waiter);
      return waiter;
    },
    take() {
      for (;;) {
        const came = waiters.findLastIndex((waiter) => waiter.isCompleted);
        if (came < 0) return undefined;
        const [waiter] = waiters.splice(came, 1);
        // Anybody with the management key can raise any event, so whatever is not a signal is skipped.
        const parsed = signalSchema.safeParse(waiter?.result);
        if (parsed.success) return parsed.data;
      }
    },
  };
}
