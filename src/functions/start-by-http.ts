import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { actorOf, type Caller, may } from '../domain/caller.ts';
import type { FieldError } from '../domain/field-error.ts';
import { apiUrl, operationLinks } from '../http/api-url.ts';
import { IN_OUR_WORDS } from '../http/fault-words.ts';
import { fieldErrors } from '../http/field-errors.ts';
import { goLiveBody, membersGiven } from '../http/go-live-body.ts';
import { idempotencyKeyHeader, marketplaceId } from '../http/ids.ts';
import { invalidRequest, part } from '../http/invalid-request.ts';
import { lostLabels } from '../http/lost-labels.ts';
import { operationResponse } from '../http/operation-response.ts';
import { problemResponse } from '../http/problem.ts';
import { readJson } from '../http/read-json.ts';
import { missingRole, refuse, type TellRefused } from '../http/refusal.ts';
import { acceptGoLive } from '../operations/accept-go-live.ts';
import type { ReadPorts } from '../operations/read-operation.ts';
import type { Settings } from '../platform/settings.ts';

interface Ports extends ReadPorts {
  settings: Settings;
  caller: Caller;
  tellRefused: TellRefused;
}

/** `POST publishers/{publisherId}/offers/{offerId}/golive`: 202 with the operation, or what is wrong with the request. */
export async function startByHttp(request: HttpRequest, ports: Ports): Promise<HttpResponseInit> {
  const read = await readJson(request);
  if (read.kind === 'problem') return problemResponse(read.problem);

  const errors: FieldError[] = [];
  const publisherId = part(errors, 'path:publisherId', marketplaceId.safeParse(request.params['publisherId']));
  const offerId = part(errors, 'path:offerId', marketplaceId.safeParse(request.params['offerId']));
  const key = part(
    errors,
    'header:Idempotency-Key',
    idempotencyKeyHeader.optional().safeParse(request.headers.get('idempotency-key') ?? undefined),
  );
  const body = goLiveBody.safeParse(read.kind === 'json' ? read.value : {}, IN_OUR_WORDS);
  if (read.kind === 'json') errors.push(...lostLabels(read.value));
  if (!body.success) errors.push(...fieldErrors(body.error));
  if (errors.length > 0 || publisherId === undefined || offerId === undefined || !body.success) {
    return invalidRequest(errors);
  }
  if (body.data.onConflict === 'supersede' && !may(ports.caller, 'GoLive.Operate', publisherId)) {
    const refusal = { call: 'startByHttp', code: 'RoleRequired', caller: ports.caller, publisherId } as const;
    const role = 'GoLive.Operate';
    const detail = `onConflict "supersede" cancels what runs. ${missingRole(ports.caller, role, publisherId)}`;
    return refuse(request, { ...refusal, role, detail }, ports.tellRefused);
  }
  const requestedBy = actorOf(ports.caller);
  if (body.data.approval?.distinctFromRequester && requestedBy.kind !== 'principal') {
    const detail =
      "approval.distinctFromRequester needs an identified requester, and a function key identifies nobody. Call through the platform's authentication.";
    return problemResponse({ code: 'IdentityRequired', detail });
  }
  const traceparent = request.headers.get('traceparent') ?? undefined;
  const accepted = await acceptGoLive(
    {
      publisherId,
      offerId,
      wishes: body.data,
      given: membersGiven(body.data),
      key,
      traceparent,
      requestedBy,
      linksOf: (id) => operationLinks(id, (path) => apiUrl(request, path)),
    },
    ports,
  );
  switch (accepted.kind) {
    case 'operation':
      return operationResponse(request, accepted.operation);
    case 'invalid':
      return invalidRequest(accepted.errors);
    case 'key-reused': {
      const detail = `This Idempotency-Key started operation ${accepted.operationId} with another request. Use a new key for a new request.`;
      return problemResponse({ code: 'IdempotencyKeyReused', detail });
    }
  }
}
