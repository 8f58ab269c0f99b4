import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { FieldError } from '../domain/field-error.ts';
import { marketplaceId } from '../http/ids.ts';
import { invalidRequest, part } from '../http/invalid-request.ts';
import { preflightQuery } from '../http/preflight-schema.ts';
import { problemResponse } from '../http/problem.ts';
import { readQuery } from '../http/read-query.ts';
import { examineCredentials, type PreflightPorts } from '../operations/examine-credentials.ts';

const RETRY_AFTER_SECONDS = 30;

/** `GET publishers/{publisherId}/preflight`: checks a publisher's credentials before release day, by reading only. */
export async function preflight(request: HttpRequest, ports: PreflightPorts): Promise<HttpResponseInit> {
  const errors: FieldError[] = [];
  const publisherId = part(errors, 'path:publisherId', marketplaceId.safeParse(request.params['publisherId']));
  const query = readQuery(request, preflightQuery);
  if (query.kind === 'invalid') errors.push(...query.errors);
  if (publisherId === undefined || query.kind === 'invalid') return invalidRequest(errors);
  const finding = await examineCredentials(publisherId, query.value.api, ports);
  if (finding.kind === 'unavailable') {
    const { message, retryAfterSeconds = RETRY_AFTER_SECONDS } = finding;
    const detail = `The credentials could not be checked: ${message} Try again later.`;
    return problemResponse({ code: 'TemporarilyUnavailable', detail, retryAfterSeconds });
  }
  const { kind: _, expiries, ...found } = finding;
  const expires = expiries && { expires: Object.fromEntries(expiries.map(({ what, on }) => [what, on])) };
  // Serializing turns the dates into RFC 3339.
  return { status: 200, jsonBody: JSON.parse(JSON.stringify({ ...found, ...expires })) };
}
