import * as z from 'zod';
import { Rule, VOCABULARIES } from './rule.ts';

/** Status of an offer as the marketplace documents it. */
export const OFFER_STATUSES = [
  'NeverPublished',
  'NotStarted',
  'WaitingForPublisherReview',
  'Running',
  'Succeeded',
  'Canceled',
  'Failed',
] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

const Message = z.strictObject({ html: z.string(), level: z.enum(['information', 'error']).default('information') });

const PlannedStep = z.strictObject({
  id: z.string().min(1).max(100),
  seconds: z.number().min(0).default(1),
  /** Blocked and stuck steps hold until they are released. */
  outcome: z.enum(['completes', 'fails', 'blocks', 'sticks']).default('completes'),
  messages: z.array(Message).default(() => []),
});
export type PlannedStep = z.infer<typeof PlannedStep>;

const Plan = z.strictObject({ steps: z.array(PlannedStep).min(1).max(50) });
const version = z.int().min(1);

/** What a rehearsal may script for one offer or, as defaults, for all of them; what it leaves out is as by default. */
export const Scenario = z
  .strictObject({
    exists: z.boolean(),
    access: z.enum(['granted', 'denied']),
    slots: z.strictObject({ draft: version.nullish(), preview: version.nullish(), production: version.nullish() }),
    status: z.enum(OFFER_STATUSES),
    running: z.strictObject({
      kind: z.enum(['publish', 'goLive']),
      version: version.optional(),
      startedSecondsAgo: z.number().min(0).default(0),
    }),
    publish: Plan,
    goLive: Plan,
    cancel: z
      .strictObject({
        answer: z.enum(['operation', 'at-once']),
        seconds: z.number().min(0),
        /** The step with whose start it is too late, or "always" and "never". */
        until: z.string().min(1),
        /** The marketplace says yes and does nothing. */
        ignored: z.boolean(),
        /** What a canceled go-live leaves: an offer that was canceled, or one that waits for a go-live again. */
        leaves: z.enum(['canceled', 'waiting']),
      })
      .partial(),
    answers: z
      .strictObject({
        location: z.enum(['both', 'operation-location', 'relative-operation-location', 'location', 'non-migrated']),
        cancelLocation: z.enum(['header', 'body']),
        body: z.enum(['object', 'array']),
        words: z.enum(VOCABULARIES),
        stepNames: z.enum(['ids', 'documented']),
        /** How a publish is shown that waits for its go-live. */
        waiting: z.enum(['running', 'documented']),
        goLiveId: z.enum(['own', 'publish']),
        submissionType: z.enum(['publish', 'direction']),
        /** What a publishing call has to send. */
        demands: z.enum(['little', 'documented']),
        messages: z.enum(['objects', 'strings']),
        retryAfterSeconds: z.int().min(0).optional(),
        refusals: z.enum(['job', 'http']),
        previewOfLive: z.enum(['gone', 'same-id']),
        canceled: z.enum(['gone', 'failed']),
      })
      .partial(),
    faults: z.array(Rule).max(100),
  })
  .partial();
export type Scenario = z.infer<typeof Scenario>;
