import { z } from 'zod';
import { ON_CONFLICT } from '../domain/go-live-request.ts';
import { parseDurationSeconds } from './duration.ts';
import { marketplaceId } from './ids.ts';

/** Nothing waits longer than this, whatever it waits for. */
export const LONGEST_SECONDS = 366 * 24 * 3600;

const moment = z.iso
  .datetime({ offset: true, error: 'must be an RFC 3339 date and time with an offset' })
  .refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date and time that exists');

const duration = z
  .string()
  .max(100)
  .refine(
    (text) => parseDurationSeconds(text) !== undefined,
    'must be an ISO 8601 duration of weeks, days, hours, minutes, seconds',
  )
  .refine((text) => (parseDurationSeconds(text) ?? 1) > 0, 'must be longer than nothing')
  .refine((text) => (parseDurationSeconds(text) ?? 0) <= LONGEST_SECONDS, 'must be at most 366 days');

const label = z.string().max(256);

/** The body of a go-live request. All members are optional; an unknown one is an error. */
export const goLiveBody = z.strictObject({
  onConflict: z.enum(ON_CONFLICT).default('join'),
  /** The version that was tested: the integer or text that the marketplace shows for the preview. */
  expectedVersion: z
    .union([z.string().min(1).max(100), z.int().nonnegative()])
    .transform(String)
    .optional(),
  notBefore: moment.optional(),
  deadline: z
    .union([moment, duration], { error: 'must be an RFC 3339 date and time, or an ISO 8601 duration' })
    .optional(),
  approval: z
    .strictObject({
      /** How many distinct people must approve. */
      required: z.int().min(1).max(10),
      expiresAfter: duration,
      /** Who asks may not approve; who asks has to be known then. */
      distinctFromRequester: z.boolean().optional(),
    })
    .optional(),
  labels: z
    .record(z.string().min(1).max(64), label)
    .refine((labels) => Object.keys(labels).length <= 16, 'must be at most 16')
    .optional(),
});

export type GoLiveBody = z.infer<typeof goLiveBody>;

/** A queue message: the body's members, and the offer that HTTP has in its path. */
export const goLiveMessage = goLiveBody.extend({ publisherId: marketplaceId, offerId: marketplaceId });
