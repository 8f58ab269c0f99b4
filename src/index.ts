import { setTimeout as sleep } from 'node:timers/promises';
import { app, type HttpMethod, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { announce } from './activities/announce.ts';
import { announceRejection as announceRejectedMessage, type Rejection } from './activities/announce-rejection.ts';
import { cancel } from './activities/cancel.ts';
import { findOperation } from './activities/find-operation.ts';
import { inspect } from './activities/inspect.ts';
import { observe } from './activities/observe.ts';
import { signalOperation } from './activities/signal-operation.ts';
import { submit } from './activities/submit.ts';
import { recordDelay, recordTransition } from './activities/telemetry-record.ts';
import { withTelemetry } from './activities/with-telemetry.ts';
import type { CommandOf } from './domain/command.ts';
import type { Transition } from './domain/transition.ts';
import { approveOperation } from './functions/approve-operation.ts';
import { cancelOperation } from './functions/cancel-operation.ts';
import { getOpenApi } from './functions/get-openapi.ts';
import { getOperation } from './functions/get-operation.ts';
import { createHealth } from './functions/health.ts';
import { listOperations } from './functions/list-operations.ts';
import { preflight } from './functions/preflight.ts';
import { startByHttp } from './functions/start-by-http.ts';
import { startByQueue } from './functions/start-by-queue.ts';
import { answer } from './http/answer.ts';
import { purgeEnded } from './operations/purge-ended.ts';
import { ANNOUNCE_REJECTION, announceRejection } from './orchestrators/announce-rejection.ts';
import { GO_LIVE, goLive } from './orchestrators/go-live.ts';
import { OFFER_LANE, offerLane } from './orchestrators/offer-lane.ts';
import { SIGNAL_EVENT } from './orchestrators/signals.ts';
import { SUBMISSION_TICKET, submissionTicket } from './orchestrators/submission-ticket.ts';
import { openInstances } from './platform/instances.ts';
import { settings } from './platform/settings.ts';
import { flushTelemetry, type Telemetry } from './platform/telemetry.ts';

// A body sent in chunks reaches a function in streaming mode only; without it the request would look empty.
app.setup({ enableHttpStream: true });
app.hook.appTerminate(flushTelemetry);

df.app.orchestration(GO_LIVE, goLive);
df.app.orchestration(SUBMISSION_TICKET, submissionTicket);
df.app.orchestration(ANNOUNCE_REJECTION, announceRejection);
df.app.entity(OFFER_LANE, offerLane);

// Without the platform's authentication anybody could write the headers that say who calls.
const platformAuthenticates = process.env['WEBSITE_AUTH_ENABLED']?.toLowerCase() === 'true';

// What talks to the marketplace is loaded when the first activity needs it: a request is accepted without it.
const live = () => import('./activities/live-ports.ts');
const events = () => import('./platform/event-grid.ts');

/** For an activity that asks the task hub. */
const WITH_TASK_HUB = { extraInputs: [df.input.durableClient()] };

activity<CommandOf<'inspect'>>('inspect', async (command) => inspect(command, await live()));
activity<CommandOf<'observe'>>('observe', async (command) => observe(command, await live()));
activity<CommandOf<'cancel'>>('cancel', async (command) => cancel(command, await live()));
activity<CommandOf<'submit'>>(
  'submit',
  async (command, _, context) => {
    const { marketplace, prepare } = await live();
    const instances = openInstances(df.getClient(context));
    return submit(command, { marketplace, prepare, instances, ticketOrchestrator: SUBMISSION_TICKET });
  },
  WITH_TASK_HUB,
);
activity<CommandOf<'announce'>>('announce', async (command, telemetry) => {
  const { publishEvents: publish } = await events();
  const record = (transition: Transition) => recordTransition(telemetry, transition);
  const outcome = await announce(command, { publish, record });
  recordDelay(telemetry, command, outcome, Date.now());
  return outcome;
});
activity<CommandOf<'find-operation'>>(
  'find-operation',
  async (command, _, context) => findOperation(command, { instances: openInstances(df.getClient(context)) }),
  WITH_TASK_HUB,
);
activity<CommandOf<'signal-operation'>>(
  'signal-operation',
  async (command, _, context) =>
    signalOperation(command, { instances: openInstances(df.getClient(context)), event: SIGNAL_EVENT }),
  WITH_TASK_HUB,
);
activity<Rejection>('announceRejectedMessage', async (rejection) => {
  const { publishEvents: publish } = await events();
  return announceRejectedMessage(rejection, { publish });
});

http('startByHttp', 'POST', 'publishers/{publisherId}/offers/{offerId}/golive', startByHttp);
http('getOperation', 'GET', 'operations/{id}', getOperation);
http('listOperations', 'GET', 'operations', listOperations);
http('cancelOperation', 'POST', 'operations/{id}/cancel', cancelOperation);
http('approveOperation', 'POST', 'operations/{id}/approvals', approveOperation);

http('preflight', 'GET', 'publishers/{publisherId}/preflight', async (request) => {
  const { preflightPorts } = await import('./functions/preflight-ports.ts');
  return preflight(request, preflightPorts);
});

const health = createHealth();
const probes = () => import('./platform/probes.ts');

df.app.client.http('health', {
  route: 'health',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (_, client, context) =>
    health({
      checks: {
        settings: async () => settings(),
        taskHub: async () => openInstances(client).find('health'),
        keyVault: async (signal) => (await probes()).probeKeyVault(signal),
        eventGrid: async (signal) => (await probes()).probeEventGrid(signal),
        marketplace: async (signal) => (await probes()).probeMarketplace(signal),
        serviceBus: async (signal) => (await probes()).probeServiceBus(signal),
      },
      warn: (dependency, error) => context.warn(`${dependency} cannot be used.`, error),
    }),
});

app.http('openApi', { route: 'openapi.json', methods: ['GET'], authLevel: 'anonymous', handler: getOpenApi });

df.app.client.serviceBusQueue('startByQueue', {
  connection: 'ServiceBusConnection',
  queueName: process.env['GO_LIVE_QUEUE'] ?? 'golive-requests',
  handler: (message, client, context) =>
    startByQueue(message, { instances: openInstances(client), settings, sleep }, context),
});

// Less than the time that host.json gives a function.
const PURGE_LIMIT_MS = 8 * 60_000;

df.app.client.timer('purgeEnded', {
  schedule: '0 17 3 * * *',
  handler: async (_, client, context) => {
    const now = Date.now();
    const purged = await purgeEnded({
      instances: openInstances(client),
      retentionDays: settings().retentionDays,
      now,
      isLate: () => Date.now() > now + PURGE_LIMIT_MS,
    });
    context.info(`Forgot ${purged.operations} operations and ${purged.others} other instances.`);
  },
});

/** What an activity takes is what our own orchestrators give it, in this version or the one before. */
function activity<Input extends { traceparent?: string }>(
  name: string,
  act: (input: Input, telemetry: Telemetry, context: InvocationContext) => Promise<unknown>,
  options: Partial<typeof WITH_TASK_HUB> = {},
): void {
  df.app.activity(name, {
    ...options,
    handler: (input, context) => withTelemetry(input as Input, (telemetry) => act(input as Input, telemetry, context)),
  });
}

function http(name: string, method: HttpMethod, route: string, handle: typeof startByHttp): void {
  df.app.client.http(name, {
    route,
    methods: [method],
    authLevel: 'function',
    handler: (request, client, context) =>
      answer(request, context, async () => {
        const ports = { instances: openInstances(client), settings: settings(), platformAuthenticates };
        return handle(request, ports);
      }),
  });
}
