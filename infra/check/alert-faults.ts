import * as z from 'zod';
import { type Installation, ofType, type Resource } from './installation.ts';

const QUERY_ALERT = 'Microsoft.Insights/scheduledQueryRules';
const METRIC_ALERT = 'Microsoft.Insights/metricAlerts';

/** What people have to be told of, by the first words of the alert's name. */
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
/** Their windows always hold a row while the trouble lasts; the others would call an operation well that they forgot. */
const RESOLVED_BY_SILENCE = ['events-do-not-get-out', 'telemetry-stops'];
/** An alert carries them all. */
const TOLD = ['operation', 'offer', 'reason', 'remedy', 'link'];
/** The same of an alert about a message, which has no operation. */
const OF_A_MESSAGE = ['message-rejected'];
const TOLD_OF_MESSAGE = ['message', 'reason', 'remedy', 'link'];
/** They look back no further than their last run: what arrived late is found by when it arrived. */
const BY_ARRIVAL = ['operation-failed', 'message-rejected'];

const Rule = z.object({
  autoMitigate: z.boolean(),
  evaluationFrequency: z.string(),
  windowSize: z.string(),
  criteria: z.object({
    allOf: z.array(z.object({ query: z.string(), dimensions: z.array(z.object({ name: z.string() })) })),
  }),
});

/** Trouble that nobody would be told of, or that would be told once for many operations, or called over by forgetting. */
export function alertFaults(installation: Installation): string[] {
  const hasQueue = ofType(installation, 'Microsoft.ServiceBus/namespaces').length > 0;
  const missing = [WANTED, hasQueue ? WANTED_OF_QUEUE : {}]
    .flatMap(Object.entries<string[]>)
    .flatMap(([type, names]) =>
      names.filter((name) => !ofType(installation, type).some((alert) => alert.name.startsWith(`${name}-`))),
    );
  const expiry = JSON.stringify(ofType(installation, 'Microsoft.EventGrid/systemTopics/eventSubscriptions'));
  return [
    ...missing.map((name) => `Nobody is told: the alert ${name} is missing.`),
    ...(expiry.includes('SecretNearExpiry') ? [] : ['Nobody is told when a secret expires.']),
    ...(ofType(installation, 'Microsoft.Insights/webtests').length > 0
      ? []
      : ['Nobody asks for the health of the app.']),
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
    ...lacking.map((column) => `${name} is not raised for each ${column}.`),
    ...(autoMitigate && !is(RESOLVED_BY_SILENCE) ? [`${name} calls an operation well that left its window.`] : []),
    ...(windowSize === evaluationFrequency || (is(BY_ARRIVAL) && !query.includes('ingestion_time()'))
      ? [`${name} does not see a row that arrives late.`]
      : []),
  ];
}
