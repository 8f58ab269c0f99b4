import * as z from 'zod';
import type { CancelOutcome } from '../../domain/observation.ts';
import type { Answer } from '../http/answer.ts';
import { say } from '../http/channel.ts';
import { troubleOf, unanswered, unauthorized } from '../http/read.ts';
import type { CancelHow } from '../port.ts';
import { readOperationLocation } from './location.ts';
import { readError } from './marketplace-error.ts';
import { pathsOf } from './paths.ts';
import type { Portal } from './portal.ts';

/** Asks once for the cancellation: this API cancels whatever operation of the offer is running. */
export async function cancel(
  portal: Portal,
  offerId: string,
  { notificationEmails, inTime }: CancelHow,
): Promise<CancelOutcome> {
  const called = await portal.call({
    method: 'POST',
    ref: pathsOf(portal.publisherId, offerId).cancel,
    headers: { 'if-match': '*' },
    body: JSON.stringify({ metadata: metadataOf(notificationEmails) }),
    inTime,
  });
  if (called.kind === 'not-sent') return { kind: 'not-sent', message: called.message };
  if (called.kind !== 'answered') {
    const outcome = unanswered(portal, 'cancel', called);
    return outcome.kind === 'denied' ? unauthorized(outcome.cause) : outcome;
  }
  return answered(portal, called.answer);
}

/** No page documents empty addresses, so the member is left out. Migrated offers ignore the addresses anyway. */
function metadataOf(notificationEmails: string[]): Record<string, string> {
  return notificationEmails.length === 0 ? {} : { 'notification-emails': notificationEmails.join(',') };
}

function answered(portal: Portal, answer: Answer): CancelOutcome {
  const { status } = answer;
  if (status === 200) return { kind: 'canceled' };
  if (status === 202) return canceling(portal, answer);
  if (status === 400 || status === 403 || status === 409) return refused(portal, answer);
  if (status === 401) return unauthorized(portal.causeOf(answer));
  if (status === 404 || status === 410) return { kind: 'not-found', message: say(portal, answer) };
  return troubleOf(portal, 'cancel', answer);
}

/** The documentation's text has the location in the body, its table in the header. */
function canceling(portal: Portal, answer: Answer): CancelOutcome {
  const given = [answer.header('operation-location'), answer.header('location'), bodyLocation(answer)];
  for (const location of given) {
    const reading = readOperationLocation(location, portal.origin);
    if (reading.kind === 'operation') return { kind: 'canceling', ref: reading.ref };
  }
  return { kind: 'canceling' };
}

const text = z.string().optional().catch(undefined);

const LocationBody = z.union([
  z.string(),
  z
    .object({ location: text, Location: text, operationLocation: text, 'Operation-Location': text })
    .transform((body) => body.location ?? body.Location ?? body.operationLocation ?? body['Operation-Location']),
]);

function bodyLocation({ body }: Answer): string | undefined {
  if (body.kind === 'text') return body.text;
  return body.kind === 'json' ? LocationBody.safeParse(body.value).data : undefined;
}

const CANCELING =
  /already (been |being )?cancel|cancel\w* (is |has )?(already )?(in progress|been requested|requested)/i;

const TOO_LATE =
  /too ?late|(can ?not|can't|no longer|not) (longer )?be cancel|can ?not ?cancel|(not|no longer) (be )?cancell?able|already (been )?(completed?|published|live)|option to cancel/i;

/** An activity may run twice after a crash, so a cancel that was asked for before is no refusal. */
function refused(portal: Portal, answer: Answer): CancelOutcome {
  const { code = '', message } = readError(answer.body);
  const words = `${code} ${message}`;
  if (CANCELING.test(words)) return { kind: 'canceling' };
  if (TOO_LATE.test(words)) return { kind: 'too-late', message: say(portal, answer) };
  const cause = portal.causeOf(answer);
  return answer.status === 403 ? unauthorized(cause) : { kind: 'refused', cause };
}
