import type { GoLiveAnswer } from '../../domain/observation.ts';
import type { Answer } from '../http/answer.ts';
import { retryAfter, tellShape } from '../http/channel.ts';
import { notTaken, withoutAnswer } from '../http/post-go-live.ts';
import type { InTime } from '../port.ts';
import { readOperationLocation } from './location.ts';
import { pathsOf } from './paths.ts';
import type { Portal } from './portal.ts';

/**
 * Statuses by which the marketplace itself refuses a go-live. 409 is not among them: the conflict may be with this very
 * submission (a gateway that repeats a call, an earlier lost answer), which only a look can tell.
 */
const REFUSALS = new Set([400, 401, 403, 404, 412, 422]);

/** Sends the go-live once. Unless it was certainly refused or certainly not processed, its outcome is unknown. */
export async function submit(portal: Portal, offerId: string, inTime: InTime): Promise<GoLiveAnswer> {
  const called = await portal.call({
    method: 'POST',
    ref: pathsOf(portal.publisherId, offerId).goLive,
    headers: { 'if-match': '*' },
    inTime,
  });
  if (called.kind !== 'answered') return withoutAnswer(called);
  const { answer } = called;
  const isYes = answer.status === 200 || answer.status === 202;
  return isYes ? accepted(portal, answer) : notTaken(portal, answer, REFUSALS);
}

function accepted(portal: Portal, answer: Answer): GoLiveAnswer {
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
  return {
    kind: 'unknown',
    message: `The marketplace answered ${answer.status}, but its location is not usable: ${reason}.`,
  };
}
