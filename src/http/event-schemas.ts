import * as z from 'zod';
import { operationEventType, REQUEST_REJECTED } from '../domain/event-type.ts';
import type { OperationStatus, OperationView } from '../domain/operation.ts';
import { TRANSITION_NAMES, type TransitionName } from '../domain/transition.ts';
import { operationSchema } from './operation-schema.ts';
import { rejectedMessage } from './rejection-page.ts';

const ID = '[A-Za-z0-9][A-Za-z0-9_-]{0,99}';

/** What every event has (CloudEvents 1.0, JSON format). */
const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  traceparent: z.string().optional().describe('W3C trace context of the operation'),
});

/** Members that an event's operation always has, beyond those of every operation. */
const CERTAIN: Partial<Record<TransitionName, z.ZodType>> = {
  'attention-needed': showing('attention'),
  'approval-requested': showing('approval'),
  'approval-given': showing('approval'),
  approved: showing('approval'),
  submitted: showing('marketplace'),
  'step-changed': showing('marketplace'),
  'cancel-requested': showing('cancellation'),
  'end-requested': showing('ending', 'endedBy'),
  'end-refused': showing('refusedEnding'),
  'look-requested': showing('look'),
  'deadline-changed': showing('deadlineChange'),
  succeeded: ended('Succeeded', 'result'),
  failed: ended('Failed', 'error'),
  canceled: ended('Canceled'),
};

/** The schema of each event, by its type. */
export const EVENT_SCHEMAS: Record<string, z.ZodType> = {
  ...Object.fromEntries(TRANSITION_NAMES.map((name) => [operationEventType(name), operationEvent(name)])),
  [REQUEST_REJECTED]: cloudEvent.extend({
    type: z.literal(REQUEST_REJECTED),
    source: z.string().regex(/^\/queues\/.+$/),
    subject: z.string().regex(/^messages\/.+$/),
    data: rejectedMessage,
  }),
};

function operationEvent(name: TransitionName): z.ZodType {
  return cloudEvent.extend({
    type: z.literal(operationEventType(name)),
    source: z.string().regex(new RegExp(`^/publishers/${ID}/offers/${ID}$`)),
    subject: z.string().regex(/^operations\/[A-Za-z0-9_-]{1,100}$/),
    sequence: z.int().positive().describe('Rises by one from 1 within an operation, without holes'),
    data: CERTAIN[name] ?? operationSchema,
  });
}

/** An operation that has these members. It refers to the one schema of an operation rather than repeating it. */
function showing(...members: (keyof OperationView)[]) {
  return z.intersection(operationSchema, z.looseObject(present(members)));
}

function ended(status: OperationStatus, ...members: (keyof OperationView)[]) {
  const certain = { status: z.literal(status), phase: z.literal('ended'), ...present(['endedAt', ...members]) };
  return z.intersection(operationSchema, z.looseObject(certain));
}

function present(members: (keyof OperationView)[]) {
  return Object.fromEntries(members.map((member) => [member, z.unknown().refine((value) => value !== undefined)]));
}
