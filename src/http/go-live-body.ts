import * as z from 'zod';
import { parseDurationSeconds } from '../domain/duration.ts';
import { MAX_WAIT_SECONDS, ON_CONFLICT } from '../domain/go-live-request.ts';
import { MARKETPLACE_APIS } from '../marketplace/api.ts';
import { marketplaceId } from './ids.ts';
import { wellFormedText, writtenText } from './well-formed.ts';

/** RFC 3339. */
export const moment = z.iso
  .datetime({ offset: true, abort: true, error: 'must be an RFC 3339 date and time with an offset' })
  .refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date and time that exists')
  .describe('RFC 3339, at most 366 days ahead');

const duration = z
  .string()
  .max(100)
  .refine((text) => parseDurationSeconds(text) !== undefined, {
    abort: true,
    error: 'must be an ISO 8601 duration of weeks, days, hours, minutes, seconds',
  })
  .refine((text) => (parseDurationSeconds(text) ?? 1) > 0, 'must be longer than zero')
  .refine((text) => (parseDurationSeconds(text) ?? 0) <= MAX_WAIT_SECONDS, 'must be at most 366 days')
  .meta({ description: 'ISO 8601 duration of weeks, days, hours, minutes, seconds', examples: ['PT36H'] });

/** When an operation gives up: a moment, or a duration from its start or from now. */
export const deadline = z.union([moment, duration], {
  error: 'must be an RFC 3339 date and time, or an ISO 8601 duration',
});

const label = wellFormedText().max(256);

/** A role value as in Entra's "appRole resource type", property value; an object id has the same form. */
const approver = z
  .string()
  .regex(
    /^[A-Za-z0-9!#$%&'()*+,\-/:;<=>?@[\]^_`{|}~][A-Za-z0-9!#$%&'()*+,\-./:;<=>?@[\]^_`{|}~]{0,119}$/,
    "must be the value of an application role, or a person's object id",
  );

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the approvers are all people, but fewer than required. */
function areFewer(approvers: readonly string[], required: number): boolean {
  const people = new Set(approvers.map((each) => each.toLowerCase()));
  return people.size > 0 && people.size < required && [...people].every((each) => OBJECT_ID.test(each));
}

const VERSION_WANTED = 'must be a whole number from 0, or a text of 1 to 100 characters without blanks at its ends';
/** Versions are compared exactly: a blank added by copying would make another version. */
const versionText = wellFormedText(VERSION_WANTED)
  .regex(/^\S(.*\S)?$/s, VERSION_WANTED)
  .max(100, VERSION_WANTED);

/** The body of a go-live request. All members are optional; an unknown one is an error. */
export const goLiveBody = z.strictObject({
  onConflict: z
    .enum(ON_CONFLICT)
    .default('join')
    .describe('What to do when a marketplace operation of the offer is running already; `join` if left out'),
  api: z
    .enum(MARKETPLACE_APIS)
    .optional()
    .describe("Which of the marketplace's APIs the offer goes live through; by default the one in the settings"),
  expectedVersion: z
    .union([versionText, z.int(VERSION_WANTED).nonnegative(VERSION_WANTED)], VERSION_WANTED)
    .transform(String)
    .optional()
    .describe('The version that was tested: what the marketplace shows for the preview'),
  notBefore: moment.optional(),
  deadline: deadline.optional(),
  approval: z
    .strictObject({
      required: z.int().min(1).max(10).describe('How many distinct people must approve'),
      expiresAfter: duration,
      distinctFromRequester: z
        .boolean()
        .optional()
        .describe('The requester may not approve, and must be identified. Defaults to `true` for a caller who is'),
      approvers: z
        .array(approver)
        .min(1)
        .max(10)
        .optional()
        .describe(
          'Who may approve, of all that have the role to: whoever has one of these application roles, or is one of these people, by object id. Anybody with the role to approve may reject',
        ),
    })
    .refine(({ required, approvers = [] }) => !areFewer(approvers, required), {
      path: ['approvers'],
      message: 'must name as many people as are required, or a role',
    })
    .optional(),
  labels: z
    .record(writtenText(64, 'must have a name of 1 to 64 characters'), label)
    .refine((labels) => Object.keys(labels).length <= 16, 'must be at most 16')
    .meta({ maxProperties: 16, description: "Texts of the caller's own, shown in the operation and in each event" })
    .optional(),
});

export type GoLiveBody = z.infer<typeof goLiveBody>;

const DEFAULTS: GoLiveBody = goLiveBody.parse({});

/**
 * Leaves out members that repeat their default, so that a request stays the same in a version of the app that has more
 * members with defaults.
 */
export function membersGiven(body: GoLiveBody, defaults: object = DEFAULTS): Partial<GoLiveBody> {
  const silent = new Map(Object.entries(defaults));
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => value !== silent.get(name)));
}

/** A queue message: the body's members, and the offer that HTTP has in its path. */
export const goLiveMessage = goLiveBody.extend({ publisherId: marketplaceId, offerId: marketplaceId });
