import type { ApiContext, ApiRequest } from '../calls/api-request.ts';
import { type Meaning, playCall } from '../calls/play-call.ts';
import { type Answer, failure } from '../http/answer.ts';
import type { PortalAction } from '../scenario/rule.ts';
import type { Call } from './call.ts';
import { listCall } from './list-calls.ts';
import { API_VERSION } from './location.ts';
import { cancelCall, goLiveCall, publishCall } from './publishing-calls.ts';
import { putOfferCall } from './put-offer.ts';
import { offerCall, operationCall, slotCall, statusCall, submissionsCall, versionsCall } from './reading-calls.ts';
import { listRouteOf, routeOf } from './route.ts';
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
  'put-offer': putOfferCall,
  versions: versionsCall,
};

const SPEECH = {
  api: 'cloud-partner-portal',
  usualFailure,
  unauthorized: () => usualFailure(401, { 'www-authenticate': 'Bearer' }),
} as const;

/** Answers a request to the Cloud Partner Portal API. */
export async function answerCloudPartnerPortal(request: ApiRequest, context: ApiContext): Promise<Answer> {
  const { method, url } = request;
  const list = listRouteOf(method, url.pathname);
  if (list !== undefined) {
    const answer = refuseVersion(url.searchParams) ?? listCall(list, context.book, context.now());
    return playCall(request, { ...SPEECH, actions: ['offer'], subject: { kind: 'no-offer', answer } }, context);
  }
  const route = routeOf(method, url.pathname);
  if (route === undefined) return failure(404, 'NotFound', `The API has no ${method} ${url.pathname}.`);
  const { action, publisherId, offerId } = route;
  const meaning: Meaning = {
    ...SPEECH,
    actions: [action],
    subject: { kind: 'offer', publisherId, offerId, carryOut: (call) => carryOut({ ...call, route }) },
  };
  return playCall(request, meaning, context);
}

function carryOut(call: Call): Answer {
  return refuseByScript(call) ?? CALLS[call.route.action](call);
}

function refuseVersion(query: URLSearchParams): Answer | undefined {
  if (query.get('api-version') === API_VERSION) return undefined;
  return failure(400, 'InvalidAPIVersion', `Invalid api version. Allowed values are [${API_VERSION}]`);
}

function refuseByScript({ query, script, route }: Call): Answer | undefined {
  const wrongVersion = refuseVersion(query);
  if (wrongVersion !== undefined) return wrongVersion;
  if (script.access === 'denied') return usualFailure(403);
  if (script.exists) return undefined;
  return failure(404, 'NotFound', `There is no offer ${route.offerId} of publisher ${route.publisherId}.`);
}
