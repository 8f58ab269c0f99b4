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

/** The script of one offer or, as defaults, of all offers; defaults apply to members left out. */
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
        /** The step from whose start on it is too late, or "always" or "never". */
        until: z.string().min(1),
        /** The marketplace accepts the cancel and does nothing. */
        ignored: z.boolean(),
        /** What a canceled go-live leaves behind: a canceled offer, or one that waits for a go-live again. */
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
        /** The state in which a publish that waits for its go-live is shown. */
        waiting: z.enum(['running', 'documented']),
        goLiveId: z.enum(['own', 'publish']),
        submissionType: z.enum(['publish', 'direction']),
        /** What a publishing call must contain. */
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
