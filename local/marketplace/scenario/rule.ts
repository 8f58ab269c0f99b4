import * as z from 'zod';

/** The calls of the Cloud Partner Portal API. */
const PORTAL_ACTIONS = [
  'golive',
  'publish',
  'cancel',
  'operation',
  'submissions',
  'status',
  'slot',
  'offer',
  'put-offer',
  'versions',
] as const;
export type PortalAction = (typeof PORTAL_ACTIONS)[number];

/** The calls that only the Product Ingestion API has; it shares `cancel` and `submissions` with the other API. */
const INGESTION_ACTIONS = ['configure', 'job', 'job-detail', 'product', 'plan', 'resource-tree'] as const;

/** The calls that a rule can be set on. */
export const ACTIONS = [...PORTAL_ACTIONS, ...INGESTION_ACTIONS] as const;
export type Action = (typeof ACTIONS)[number];

/** The vocabularies of the statuses; the default is the words that other clients have seen. */
export const VOCABULARIES = ['seen', 'documented', 'upper', 'other', 'unknown'] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

const on = z.enum([...ACTIONS, 'any']);
const when = {
  on: z.union([on, z.array(on).min(1)], { error: `expected one or a list of: ${[...ACTIONS, 'any'].join(', ')}` }),
  times: z.int().min(1).optional(),
  after: z
    .strictObject({ calls: z.int().min(0).optional(), seconds: z.number().min(0).optional() })
    .default(() => ({})),
};
const seconds = z.number().min(0).max(86_400);
const step = z.string().min(1).max(100);
const errorStatus = z.int().min(400).max(599);

/**
 * When a fault strikes, and what it does. The comments below group the faults in the order in which they take effect.
 */
export const Rule = z.discriminatedUnion('do', [
  // Before the call is carried out, or instead of it.
  z.strictObject({ ...when, do: z.literal('late'), seconds }),
  z.strictObject({ ...when, do: z.literal('reset') }),
  z.strictObject({
    ...when,
    do: z.literal('refuse'),
    status: errorStatus,
    code: z.string().optional(),
    message: z.string().optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    retryAfterForm: z.enum(['seconds', 'date']).default('seconds'),
  }),
  z.strictObject({ ...when, do: z.literal('refuse-credential') }),
  z.strictObject({
    ...when,
    do: z.literal('redirect'),
    to: z.string().min(1),
    status: z.literal([301, 302, 303, 307, 308]).default(307),
  }),
  // The course of the operation that the call starts.
  z.strictObject({ ...when, do: z.literal('delayed-listing'), seconds }),
  z.strictObject({ ...when, do: z.literal('stuck-step'), step: step.default('live') }),
  z.strictObject({
    ...when,
    do: z.literal('blocked-step'),
    step: step.default('displaycertify'),
    message: z.string().default('No virtual machine image was found for the plan contoso.'),
  }),
  z.strictObject({
    ...when,
    do: z.literal('failed-step'),
    step: step.default('displaycertify'),
    message: z.string().default('Issues found during Certification.'),
  }),
  z.strictObject({
    ...when,
    do: z.literal('refused-job'),
    code: z.string().default('invalidState'),
    message: z.string().default('An In Progress submission already exists'),
  }),
  // On the content of the answer.
  z.strictObject({ ...when, do: z.literal('list-lag'), seconds }),
  z.strictObject({ ...when, do: z.literal('words'), words: z.enum(VOCABULARIES) }),
  z.strictObject({ ...when, do: z.literal('duplicates'), copies: z.int().min(2).max(1000).default(2) }),
  z.strictObject({ ...when, do: z.literal('no-location') }),
  z.strictObject({ ...when, do: z.literal('foreign-location'), to: z.string().min(1) }),
  // On the way in which the answer arrives.
  z.strictObject({ ...when, do: z.literal('slow'), seconds }),
  z.strictObject({ ...when, do: z.literal('error-answer'), status: errorStatus.default(500) }),
  z.strictObject({ ...when, do: z.literal('html'), status: z.int().min(200).max(599).optional() }),
  z.strictObject({ ...when, do: z.literal('malformed-json') }),
  z.strictObject({ ...when, do: z.literal('empty-body') }),
  z.strictObject({ ...when, do: z.literal('oversized-body'), megabytes: z.number().min(0.001).max(100).default(20) }),
  z.strictObject({ ...when, do: z.literal('slow-body'), seconds }),
  z.strictObject({ ...when, do: z.literal('lost-answer') }),
]);
export type Rule = z.infer<typeof Rule>;
export type FaultName = Rule['do'];
