import { app } from '@azure/functions';
import { getProgrammingModel } from '@azure/functions-core';
import * as df from 'durable-functions';
import { announce } from './activities/announce.ts';
import { announceRejection } from './activities/announce-rejection.ts';
import { cancel } from './activities/cancel.ts';
import { findOperation } from './activities/find-operation.ts';
import { inTurn, LOOK_WITHOUT_TURN, POST_WITHOUT_TURN } from './activities/in-turn.ts';
import { inspect } from './activities/inspect.ts';
import { observe } from './activities/observe.ts';
import { signalOperation } from './activities/signal-operation.ts';
import { submit } from './activities/submit.ts';
import { withHistory } from './activities/with-history.ts';
import {
  announcePorts,
  findPorts,
  healthPorts,
  inspectPorts,
  loadRecord,
  marketplacePorts,
  pageAssets,
  preflightPorts,
  purgePorts,
  queuePorts,
  rejectionPorts,
  resumePorts,
  signalPorts,
  submitPorts,
} from './composition-root.ts';
import { GO_LIVE, OFFER_LANE, REJECTION } from './domain/durable-names.ts';
import { approveOperation } from './functions/approve-operation.ts';
import { cancelOperation } from './functions/cancel-operation.ts';
import { changeOperation } from './functions/change-operation.ts';
import { countOperations } from './functions/count-operations.ts';
import { endOperation } from './functions/end-operation.ts';
import { getOpenApi } from './functions/get-openapi.ts';
import { getOperation } from './functions/get-operation.ts';
import { getResult } from './functions/get-result.ts';
import { createHealth } from './functions/health.ts';
import { listOperations } from './functions/list-operations.ts';
import { listRejections } from './functions/list-rejections.ts';
import { listTransitions } from './functions/list-transitions.ts';
import { lookAtOperation } from './functions/look-at-operation.ts';
import { preflight } from './functions/preflight.ts';
import { purgeByTimer } from './functions/purge-by-timer.ts';
import { resumeByTimer } from './functions/resume-by-timer.ts';
import { showAsset } from './functions/show-asset.ts';
import { showClosed } from './functions/show-closed.ts';
import { showList } from './functions/show-list.ts';
import { showOffer } from './functions/show-offer.ts';
import { showOperation } from './functions/show-operation.ts';
import { showProblems } from './functions/show-problems.ts';
import { startByHttp } from './functions/start-by-http.ts';
import { startByQueue } from './functions/start-by-queue.ts';
import { goLive } from './orchestrators/go-live.ts';
import { offerLane } from './orchestrators/offer-lane.ts';
import { rejection } from './orchestrators/rejection.ts';
import { keepMessageIds } from './platform/message-id-as-sent.ts';
import { queueName } from './platform/settings.ts';
import { flushTelemetry } from './platform/telemetry.ts';
import { activity, commands, http, open, page, register, WITH_TASK_HUB } from './register.ts';

// A body sent in chunks reaches a function in streaming mode only; without it the request would look empty.
app.setup({ enableHttpStream: true });
app.hook.appTerminate(flushTelemetry);
app.hook.appStart(loadRecord);

df.app.orchestration(GO_LIVE, goLive);
df.app.orchestration(REJECTION, rejection);
df.app.entity(OFFER_LANE, offerLane);

commands({
  inspect: activity(withHistory(inTurn(inspect, LOOK_WITHOUT_TURN)), inspectPorts),
  cancel: activity(inTurn(cancel, LOOK_WITHOUT_TURN), marketplacePorts),
  observe: activity(inTurn(observe, LOOK_WITHOUT_TURN), marketplacePorts),
  submit: activity(inTurn(submit, POST_WITHOUT_TURN), submitPorts),
  announce: activity(announce, announcePorts),
  'find-operation': activity(findOperation, findPorts, WITH_TASK_HUB),
  'signal-operation': activity(signalOperation, signalPorts, WITH_TASK_HUB),
});
register('announce-rejection', activity(announceRejection, rejectionPorts));

http('startByHttp', 'POST', 'publishers/{publisherId}/offers/{offerId}/golive', startByHttp);
http('getOperation', 'GET', 'operations/{id}', getOperation);
http('getResult', 'GET', 'operations/{id}/result', getResult);
http('listTransitions', 'GET', 'operations/{id}/transitions', listTransitions);
http('listOperations', 'GET', 'operations', listOperations);
// A literal segment takes precedence over a parameter; no operation has this id.
http('countOperations', 'GET', 'operations/counts', countOperations);
http('changeOperation', 'PATCH', 'operations/{id}', changeOperation);
http('lookAtOperation', 'POST', 'operations/{id}/look', lookAtOperation);
http('endOperation', 'POST', 'operations/{id}/end', endOperation);
http('cancelOperation', 'POST', 'operations/{id}/cancel', cancelOperation);
http('approveOperation', 'POST', 'operations/{id}/approvals', approveOperation);
http('listRejections', 'GET', 'rejections', listRejections);
http('preflight', 'GET', 'publishers/{publisherId}/preflight', async (request) =>
  preflight(request, await preflightPorts()),
);

page('showList', 'ui', showList, showClosed);
page('showOperation', 'ui/operations/{id}', showOperation, showClosed);
page('showOffer', 'ui/publishers/{publisherId}/offers/{offerId}', showOffer, showClosed);
open('showProblems', 'ui/problems', (_, __, request) => showProblems(request, { assets: pageAssets, now: Date.now() }));
open('showAsset', 'ui/assets/{name}', (_, __, request) => showAsset(request, { assets: pageAssets }));

const health = createHealth();
open('health', 'health', (client, context) => health(healthPorts(client, context)));
open('openApi', 'openapi.json', getOpenApi);

const queue = queueName();
if (queue !== undefined) {
  df.app.client.serviceBusQueue('startByQueue', {
    connection: 'ServiceBusConnection',
    queueName: queue,
    handler: (message, client, context) => startByQueue(message, queuePorts(client), context),
  });
}
df.app.client.timer('purgeEnded', {
  schedule: '0 17 3 * * *',
  handler: (_, client, context) => purgeByTimer(purgePorts(client), context),
});
df.app.client.timer('resumeByTimer', {
  schedule: '0 */5 * * * *',
  handler: (_, client, context) => resumeByTimer(resumePorts(client), context),
});

keepMessageIds(getProgrammingModel());
