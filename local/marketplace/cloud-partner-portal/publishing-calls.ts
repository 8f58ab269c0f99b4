import * as z from 'zod';
import { steerCourse } from '../faults/steer-course.ts';
import { type Answer, failure, json } from '../http/answer.ts';
import { cancel, type Done, goLive, publish, type Refused, type Start } from '../offers/commands.ts';
import type { Offer } from '../offers/offer.ts';
import { waitingPublish } from '../offers/waiting-publish.ts';
import type { Call } from './call.ts';
import { locationHeader } from './location.ts';
import { eTagOf } from './reading-calls.ts';

/** `POST golive`: starts to take the version in preview live. */
export function goLiveCall(call: Call): Answer {
  const { entry, script, now } = call;
  const continues = script.answers.goLiveId === 'publish' ? waitingPublish(entry, now) : undefined;
  return preconditions(call) ?? started(call, goLive(entry.offer, { ...startOf(call, 'goLive'), continues }, now));
}

/** `POST publish`: begins to bring the draft to preview. */
export function publishCall(call: Call): Answer {
  return (
    preconditions(call) ??
    notifications(call) ??
    started(call, publish(call.entry.offer, startOf(call, 'publish'), call.now))
  );
}

/** `POST cancel`: cancels what is running, at once (200) or by an operation (202). */
export function cancelCall(call: Call): Answer {
  // Every document requires the body, but real clients leave it out.
  const needsNoBody = call.body === '' && call.script.answers.demands === 'little';
  const wrong = preconditions(call) ?? (needsNoBody ? undefined : notifications(call));
  if (wrong !== undefined) return wrong;
  const result = cancel(call.entry.offer, call.script.cancel, call.now);
  if (result.kind === 'done' && result.operation === undefined) {
    call.save(result.offer);
    return json(200, {});
  }
  return started(call, result);
}

function startOf(call: Call, kind: 'goLive' | 'publish'): Start {
  return { startedBy: call.caller, ...steerCourse(call.script[kind], call.faults, call.now) };
}

/** "Concurrency control" requires If-Match on every publishing call; the known clients do not send it. */
function preconditions({ headers, entry, script }: Call): Answer | undefined {
  const isDemanded = script.answers.demands === 'documented';
  return headers['if-match'] === undefined && !isDemanded ? undefined : precondition(headers['if-match'], entry.offer);
}

/** Checks the `If-Match` of a change: "*", or the ETag of a read. */
export function precondition(ifMatch: string | undefined, offer: Offer): Answer | undefined {
  if (ifMatch === undefined) {
    return failure(400, 'BadRequest', 'The If-Match header is required: send "*" or the ETag of the offer.');
  }
  const eTag = eTagOf(offer);
  if (ifMatch === '*' || ifMatch === eTag) return undefined;
  return failure(412, 'PreconditionFailed', `The offer's ETag is ${eTag}, but If-Match says ${ifMatch}.`);
}

const Body = z.object({ metadata: z.object({ 'notification-emails': z.string().optional() }) });
const Emails = z.array(z.email()).min(1);

function notifications({ body }: Call): Answer | undefined {
  const parsed = Body.safeParse(parseJson(body));
  if (!parsed.success) {
    return failure(
      400,
      'BadRequest',
      'The body must be {"metadata": {"notification-emails": "a@example.com,b@example.com"}}.',
    );
  }
  const emails = parsed.data.metadata['notification-emails']?.split(',').map((email) => email.trim());
  if (emails === undefined || Emails.safeParse(emails).success) return undefined;
  return failure(
    422,
    'ValidationFailed',
    'notification-emails must be a list of e-mail addresses separated by commas.',
  );
}

/** Parses a body; undefined when it is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function started(call: Call, result: Done | Refused): Answer {
  if (result.kind === 'refused') return refusal(call, result);
  const { offer, operation } = result;
  call.save(offer, operation);
  if (operation === undefined) return json(202, {});
  const header = locationHeader(offer, operation, call.script.answers, call.origin);
  if (operation.kind !== 'cancel' || call.script.answers.cancelLocation === 'header')
    return { status: 202, headers: header, body: '' };
  return json(202, { location: Object.values(header).at(0) });
}

function refusal({ entry }: Call, { reason, running }: Refused): Answer {
  const { offerId } = entry.offer;
  switch (reason) {
    case 'operation-running':
      return failure(400, 'InvalidState', `An In Progress submission already exists: ${running?.id}.`);
    case 'nothing-in-preview':
      return failure(404, 'NotFound', `There is no Staging slot deployed for Offer ID ${offerId}.`);
    case 'already-live':
      return failure(400, 'InvalidState', `The version in preview of offer ${offerId} is already live.`);
    case 'nothing-to-cancel':
      return failure(400, 'InvalidState', `Offer ${offerId} has no running operation that could be canceled.`);
    case 'too-late':
      return failure(400, 'InvalidState', `The operation of offer ${offerId} can no longer be canceled.`);
  }
}
