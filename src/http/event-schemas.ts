import * as z from 'zod';
import { operationEventType, REQUEST_REJECTED } from '../domain/event-type.ts';
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

/** What the operation of an event surely shows, beyond what every operation does. */
const CERTAIN: Partial<Record<TransitionName, z.ZodType>> = {
  'attention-needed': operationSchema.required({ attention: true }),
  'approval-requested': operationSchema.required({ approval: true }),
  'approval-given': operationSchema.required({ approval: true }),
  approved: operationSchema.required({ approval: true }),
  submitted: operationSchema.required({ marketplace: true }),
  'step-changed': operationSchema.required({ marketplace: true }),
  'cancel-requested': operationSchema.required({ cancellation: true }),
  'end-requested': operationSchema.required({ ending: true, endedBy: true }),
  'end-refused': operationSchema.required({ refusedEnding: true }),
  'look-requested': operationSchema.required({ look: true }),
  'deadline-changed': operationSchema.required({ deadlineChange: true }),
  succeeded: ended('Succeeded').required({ result: true }),
  failed: ended('Failed').required({ error: true }),
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

function ended(status: 'Succeeded' | 'Failed' | 'Canceled') {
  return operationSchema.extend({ status: z.literal(status), phase: z.literal('ended') }).required({ endedAt: true });
}
