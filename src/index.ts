import { app, type HttpMethod } from '@azure/functions';
import * as df from 'durable-functions';
import { announce } from './activities/announce.ts';
import { announceRejection as announceRejectedMessage } from './activities/announce-rejection.ts';
import { cancel } from './activities/cancel.ts';
import { inspect } from './activities/inspect.ts';
import { observe } from './activities/observe.ts';
import { submit } from './activities/submit.ts';
import { answer } from './functions/answer.ts';
import { getOperation } from './functions/get-operation.ts';
import { startByHttp } from './functions/start-by-http.ts';
import { startByQueue } from './functions/start-by-queue.ts';
import { ANNOUNCE_REJECTION, announceRejection } from './orchestrators/announce-rejection.ts';
import { GO_LIVE, goLive } from './orchestrators/go-live.ts';
import { SUBMISSION_TICKET, submissionTicket } from './orchestrators/submission-ticket.ts';
import { openInstances } from './platform/instances.ts';
import { settings } from './platform/settings.ts';

// A body sent in chunks reaches a function in streaming mode only; without it the request would look empty.
app.setup({ enableHttpStream: true });

df.app.orchestration(GO_LIVE, goLive);
df.app.orchestration(SUBMISSION_TICKET, submissionTicket);
df.app.orchestration(ANNOUNCE_REJECTION, announceRejection);

// What talks to the marketplace is loaded when the first activity needs it: a request is accepted without it.
const live = () => import('./activities/live-ports.ts');
const events = () => import('./platform/event-grid.ts');

df.app.activity('inspect', { handler: async (command) => inspect(command, await live()) });
df.app.activity('observe', { handler: async (command) => observe(command, await live()) });
df.app.activity('cancel', { handler: async (command) => cancel(command, await live()) });
df.app.activity('submit', {
  extraInputs: [df.input.durableClient()],
  handler: async (command, context) => {
    const { marketplace } = await live();
    const instances = openInstances(df.getClient(context));
    return submit(command, { marketplace, instances, ticketOrchestrator: SUBMISSION_TICKET });
  },
});
df.app.activity('announce', {
  handler: async (command) => announce(command, { publish: (await events()).publishEvents, record: () => {} }),
});
df.app.activity('announceRejectedMessage', {
  handler: async (rejection) => announceRejectedMessage(rejection, { publish: (await events()).publishEvents }),
});

http('startByHttp', 'POST', 'publishers/{publisherId}/offers/{offerId}/golive', startByHttp);
http('getOperation', 'GET', 'operations/{id}', getOperation);

df.app.client.serviceBusQueue('startByQueue', {
  connection: 'ServiceBusConnection',
  queueName: process.env['GO_LIVE_QUEUE'] ?? 'golive-requests',
  handler: (message, client, context) =>
    startByQueue(message, { instances: openInstances(client), settings: settings() }, context),
});

function http(name: string, method: HttpMethod, route: string, handle: typeof startByHttp): void {
  df.app.client.http(name, {
    route,
    methods: [method],
    authLevel: 'function',
    handler: (request, client, context) =>
      answer(request, context, async () => handle(request, { instances: openInstances(client), settings: settings() })),
  });
}
