import type { SubmitOutcome } from '../../domain/observation.ts';
import type { Answer } from '../http/answer.ts';
import { retryAfter, say, tellShape } from '../http/channel.ts';
import { readOperationLocation } from './location.ts';
import { pathsOf } from './paths.ts';
import type { Portal } from './portal.ts';

/**
 * Statuses with which the marketplace itself decides against a go-live. A 409 is not among them: the conflict may be
 * with this very submission (a gateway that repeats a call, an answer lost before), which only looking tells.
 */
const REFUSALS = new Set([400, 401, 403, 404, 412, 422]);

/** Sends the go-live once; what is not surely refused or surely not processed is unknown. */
export async function submit(portal: Portal, offerId: string): Promise<SubmitOutcome> {
  const called = await portal.call({
    method: 'POST',
    ref: pathsOf(portal.publisherId, offerId).goLive,
    headers: { 'if-match': '*' },
  });
  switch (called.kind) {
    case 'no-credentials':
      return { kind: 'refused', problem: called.problem };
    case 'no-token':
      return { ...called, kind: 'not-processed' };
    case 'not-sent':
      return { kind: 'not-processed', message: called.message };
    case 'lost':
      return { kind: 'unknown', message: called.message };
    case 'led-away':
      return { kind: 'unknown', message: `The marketplace redirected the go-live: ${called.reason}.` };
    case 'answered':
      return answered(portal, called.answer);
  }
}

function answered(portal: Portal, answer: Answer): SubmitOutcome {
  const { status } = answer;
  if (status === 202) return accepted(portal, answer);
  if (status === 429) return { kind: 'not-processed', message: say(portal, answer), ...retryAfter(portal, answer) };
  if (REFUSALS.has(status)) {
    const problem = portal.problemOf(answer);
    if (problem.code === 'ContractChanged') tellShape(portal, 'submit', answer, 'refused');
    return { kind: 'refused', problem };
  }
  if (status < 500) tellShape(portal, 'submit', answer, `status ${status}`);
  return { kind: 'unknown', message: say(portal, answer) };
}

function accepted(portal: Portal, answer: Answer): SubmitOutcome {
  const locations = ['operation-location', 'location'].flatMap((name) => answer.header(name) ?? []);
  const readings = locations.map((location) => readOperationLocation(location, portal.origin));
  for (const reading of readings) {
    if (reading.kind === 'operation')
      return {
        kind: 'accepted',
        operationId: reading.operationId,
        ref: reading.ref,
        ...retryAfter(portal, answer),
      };
  }
  const reasons = readings.flatMap((reading) => (reading.kind === 'unusable' ? reading.reason : []));
  const reason = reasons[0] ?? 'no location was given';
  tellShape(portal, 'submit', answer, 'location');
  return { kind: 'unknown', message: `The marketplace answered 202, but its location is not usable: ${reason}.` };
}
