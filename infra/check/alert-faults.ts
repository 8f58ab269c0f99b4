import * as z from 'zod';
import { type Installation, ofType, type Resource } from './installation.ts';

const QUERY_ALERT = 'Microsoft.Insights/scheduledQueryRules';
const METRIC_ALERT = 'Microsoft.Insights/metricAlerts';

/** The alerts that must exist, by the start of their names. */
const WANTED = {
  [QUERY_ALERT]: [
    'operation-failed',
    'attention-over-an-hour',
    'operation-stands-still',
    'events-do-not-get-out',
    'telemetry-stops',
  ],
  [METRIC_ALERT]: ['app-is-down'],
};
const WANTED_OF_QUEUE = {
  [QUERY_ALERT]: ['message-rejected'],
  [METRIC_ALERT]: ['requests-dead-lettered', 'requests-not-taken'],
};

/** About the app as a whole. */
const NOT_OF_ONE_OPERATION = ['telemetry-stops'];
/**
 * Their windows always hold a row while the problem lasts. The others must not resolve by themselves: a row that leaves
 * the window would look like a recovery.
 */
const RESOLVED_BY_SILENCE = ['events-do-not-get-out', 'telemetry-stops'];
/** The columns that every alert about an operation must contain. */
const TOLD = ['operation', 'offer', 'reason', 'remedy', 'link'];
/** The same for an alert about a message, which has no operation. */
const OF_A_MESSAGE = ['message-rejected'];
const TOLD_OF_MESSAGE = ['message', 'reason', 'remedy', 'link'];
/** These look back only to their last run, so they must select rows by arrival time to find those that arrive late. */
const BY_ARRIVAL = ['operation-failed', 'message-rejected'];

const Rule = z.object({
  autoMitigate: z.boolean(),
  evaluationFrequency: z.string(),
  windowSize: z.string(),
  criteria: z.object({
    allOf: z.array(z.object({ query: z.string(), dimensions: z.array(z.object({ name: z.string() })) })),
  }),
});

/**
 * Problems that would alert nobody, that would alert once for many operations, or that would count as resolved although
 * they last.
 */
export function alertFaults(installation: Installation): string[] {
  const hasQueue = ofType(installation, 'Microsoft.ServiceBus/namespaces').length > 0;
  const missing = [WANTED, hasQueue ? WANTED_OF_QUEUE : {}]
    .flatMap(Object.entries<string[]>)
    .flatMap(([type, names]) =>
      names.filter((name) => !ofType(installation, type).some((alert) => alert.name.startsWith(`${name}-`))),
    );
  const expiry = JSON.stringify(ofType(installation, 'Microsoft.EventGrid/systemTopics/eventSubscriptions'));
  return [
    ...missing.map((name) => `The alert ${name} is missing.`),
    ...(expiry.includes('SecretNearExpiry') ? [] : ['No alert says that a secret expires.']),
    ...(ofType(installation, 'Microsoft.Insights/webtests').length > 0 ? [] : ['No test reads the health of the app.']),
    ...ofType(installation, QUERY_ALERT).flatMap(ruleFaults),
  ];
}

function ruleFaults({ name, properties }: Resource): string[] {
  const { autoMitigate, evaluationFrequency, windowSize, criteria } = Rule.parse(properties);
  const is = (names: string[]) => names.some((known) => name.startsWith(`${known}-`));
  const dimensions = criteria.allOf.flatMap((criterion) => criterion.dimensions.map((dimension) => dimension.name));
  const told = is(OF_A_MESSAGE) ? TOLD_OF_MESSAGE : TOLD;
  const lacking = is(NOT_OF_ONE_OPERATION) ? [] : told.filter((column) => !dimensions.includes(column));
  const query = criteria.allOf.map((criterion) => criterion.query).join('\n');
  return [
    ...lacking.map((column) => `${name} does not split by ${column}.`),
    ...(autoMitigate && !is(RESOLVED_BY_SILENCE)
      ? [`${name} resolves when an operation merely leaves its window.`]
      : []),
    ...(windowSize === evaluationFrequency || (is(BY_ARRIVAL) && !query.includes('ingestion_time()'))
      ? [`${name} misses a row that arrives late.`]
      : []),
  ];
}
