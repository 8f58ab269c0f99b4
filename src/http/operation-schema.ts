import * as z from 'zod';
import { ERROR_CODES } from '../domain/error-code.ts';
import { MESSAGE_LEVELS } from '../domain/observation.ts';
import {
  ASSERTED_STATUSES,
  CANCELLATION_STATES,
  DECISIONS,
  ESTIMATE_BASES,
  OPERATION_STATUSES,
  REFUSED_ENDING_CODES,
} from '../domain/operation.ts';
import { PHASES } from '../domain/phase.ts';
import { WISH_NAMES } from '../domain/wish-name.ts';
import { actorSchema } from './actor-schema.ts';

const time = z.iso.datetime().describe('RFC 3339, UTC');

const message = z.object({
  level: z.enum(MESSAGE_LEVELS),
  text: z.string().describe("Plain text, in the marketplace's own words"),
  time: z.string().optional(),
});

const step = z.object({
  id: z.string(),
  name: z.string(),
  status: z
    .string()
    .describe(
      'not-started, running, waiting-for-approval, waiting-for-publisher, blocked, rejected, complete, failed, canceled, or a word never seen before. For people: it decides nothing',
    ),
  progress: z.number().optional().describe('Percent'),
  estimate: z.string().optional().describe("The marketplace's own words"),
  startedAt: time.optional().describe('When a look saw it begin; absent when none did'),
  endedAt: time.optional().describe('When a look saw it end; absent when none did'),
  messages: z.array(message),
});

const marketplace = z.object({
  operationId: z.string(),
  status: z.string().describe("The marketplace's own word"),
  version: z.string().optional(),
  cancelable: z.boolean().optional(),
  since: time.describe('Since when it is followed: since it was submitted, unless it was joined'),
  steps: z.array(step),
});

const behind = z
  .union([z.object({ operationId: z.string() }), z.object({ marketplaceOperationId: z.string() })])
  .describe('What has to end before a queued operation goes on: an operation of ours, or one of the marketplace');

const estimate = z
  .object({
    at: time.describe('Half of those that have lasted so long are over by then'),
    earliest: time.describe('One in ten is'),
    latest: time.describe("Nine of ten are; of the marketplace's own estimate, all steps are"),
    basis: z
      .enum(ESTIMATE_BASES)
      .describe('Whose earlier go-lives tell; "marketplace": its own estimates of the steps'),
    samples: z.int().nonnegative().describe('How many earlier go-lives tell'),
  })
  .describe('When it will be over, given for how long it has been under way');

const approval = z.object({
  required: z.int().positive(),
  approvers: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Who may approve: values of application roles, and object ids of people'),
  version: z.string().optional().describe('What was in preview when the approval was asked for: what is approved'),
  distinctFromRequester: z.literal(true).optional(),
  expiresAt: time.optional(),
  decisions: z.array(
    z.object({
      principalId: z.string(),
      name: z.string().optional(),
      decision: z.enum(DECISIONS),
      reason: z.string().optional(),
      at: time,
    }),
  ),
});

const cancellation = z.object({
  requestedAt: time,
  reason: z.string().optional(),
  state: z.enum(CANCELLATION_STATES),
  message: z.string().optional().describe('At the end: what is known of what was canceled'),
});

const asked = z.object({ requestedAt: time, by: actorSchema });

const ending = z.object({
  requestedAt: time,
  as: z.enum(ASSERTED_STATUSES),
  reason: z.string(),
  message: z.string().optional().describe('Of one that was ended as canceled: what is known of what was submitted'),
});

const refusedEnding = z.object({
  requestedAt: time,
  by: actorSchema,
  as: z.enum(ASSERTED_STATUSES),
  reason: z.string(),
  code: z.enum(REFUSED_ENDING_CODES).describe('Why: what the call answers where it can tell at once'),
});

const attention = z.object({
  code: z.string(),
  message: z.string(),
  since: time,
  remedy: z.string().describe('What to do'),
  actions: z.array(z.enum(WISH_NAMES)).describe('Which wishes would help now'),
});

const failure = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  remedy: z.string().describe('What to do next'),
  retryable: z.boolean().describe('The same request may succeed later without a change by a person'),
  marketplaceCode: z.string().optional(),
});

/** An operation as the API and the events show it. Readers must expect members that are not listed here. */
export const operationSchema = z.object({
  id: z.string(),
  status: z.enum(OPERATION_STATUSES),
  phase: z.enum(PHASES),
  publisherId: z.string(),
  offerId: z.string(),
  api: z.string().optional().describe("Which of the marketplace's APIs it goes live through"),
  createdAt: time,
  requestedBy: actorSchema.optional().describe('Who asked for it'),
  lastUpdatedAt: time,
  endedAt: time.optional(),
  notBefore: time.optional().describe('It does not begin before'),
  deadline: time.describe('When it is given up'),
  sequence: z.int().positive().describe('Number of the last transition; rises by one from 1'),
  labels: z.record(z.string(), z.string()).optional(),
  nextCheckAt: time.optional(),
  queuePosition: z.int().nonnegative().optional().describe("How many operations are ahead of it in the offer's lane"),
  behind: behind.optional(),
  checks: z.int().nonnegative().describe('How often the marketplace was looked at'),
  marketplace: marketplace.optional(),
  estimate: estimate.optional(),
  attention: attention.optional(),
  approval: approval.optional(),
  cancellation: cancellation.optional(),
  canceledBy: actorSchema.optional().describe('Who asked to cancel it'),
  ending: ending.optional().describe("A person's word on how it ended: it is followed no longer"),
  endedBy: actorSchema.optional().describe('Who said how it ended'),
  refusedEnding: refusedEnding
    .optional()
    .describe('The newest word on how it ended that came when it could not be taken in: it changed nothing'),
  look: asked.extend({ reason: z.string().optional() }).optional().describe('The newest wish to look at once'),
  deadlineChange: asked.optional().describe('The newest wish for another deadline'),
  joined: z.literal(true).optional().describe('The marketplace operation was started by somebody else'),
  adopted: z
    .literal(true)
    .optional()
    .describe(
      "The marketplace operation was found after a submission whose answer was lost; it may be somebody else's",
    ),
  result: z
    .object({
      liveLinks: z.array(z.string()),
      version: z.string().optional(),
      alreadyLive: z.literal(true).optional(),
      replacedBy: z.string().optional().describe('The version was live, and this one has taken its place since'),
      confirmed: z.literal(false).optional().describe('A person says that it is live; the marketplace did not show it'),
      assertedBy: actorSchema.optional(),
    })
    .optional(),
  error: failure.optional(),
  links: z
    .object({
      self: z.url().optional().describe('The operation'),
      page: z.url().optional().describe('Its page, for people'),
      marketplace: z.url().describe("Where people see the publisher's offers"),
    })
    .optional(),
});
