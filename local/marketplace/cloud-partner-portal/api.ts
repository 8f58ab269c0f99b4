import type { ApiContext, ApiRequest } from '../calls/api-request.ts';
import { type Meaning, playCall } from '../calls/play-call.ts';
import { type Answer, failure } from '../http/answer.ts';
import type { PortalAction } from '../scenario/rule.ts';
import type { Call } from './call.ts';
import { API_VERSION } from './location.ts';
import { cancelCall, goLiveCall, publishCall } from './publishing-calls.ts';
import { offerCall, operationCall, slotCall, statusCall, submissionsCall, versionsCall } from './reading-calls.ts';
import { routeOf } from './route.ts';
import { usualFailure } from './usual-failure.ts';

const CALLS: Record<PortalAction, (call: Call) => Answer> = {
  golive: goLiveCall,
  publish: publishCall,
  cancel: cancelCall,
  operation: operationCall,
  submissions: submissionsCall,
  status: statusCall,
  slot: slotCall,
  offer: offerCall,
  versions: versionsCall,
};

/** Answers a request to the Cloud Partner Portal API. */
export async function answerCloudPartnerPortal(request: ApiRequest, context: ApiContext): Promise<Answer> {
  const { method, url } = request;
  const route = routeOf(method, url.pathname);
  if (route === undefined) return failure(404, 'NotFound', `The API has no ${method} ${url.pathname}.`);
  const { action, publisherId, offerId } = route;
  const meaning: Meaning = {
    api: 'cloud-partner-portal',
    actions: [action],
    subject: { kind: 'offer', publisherId, offerId, carryOut: (call) => carryOut({ ...call, route }) },
    usualFailure,
    unauthorized: () => usualFailure(401, { 'www-authenticate': 'Bearer' }),
  };
  return playCall(request, meaning, context);
}

function carryOut(call: Call): Answer {
  return refuseByScript(call) ?? CALLS[call.route.action](call);
}

function refuseByScript({ query, script, route }: Call): Answer | undefined {
  if (query.get('api-version') !== API_VERSION) {
    return failure(400, 'InvalidAPIVersion', `Invalid api version. Allowed values are [${API_VERSION}]`);
  }
  if (script.access === 'denied') return usualFailure(403);
  if (script.exists) return undefined;
  return failure(404, 'NotFound', `There is no offer ${route.offerId} of publisher ${route.publisherId}.`);
}
