import type { Answer } from '../http/answer.ts';
import type { Rule } from '../scenario/rule.ts';
import { faultOf } from './apply-rules.ts';
import type { UsualFailure } from './refuse-call.ts';

const HTML =
  '<!DOCTYPE html><html><head><title>Azure</title></head><body><h1>Our services are not available</h1></body></html>';

/** Applies the faults on a call to its answer, in the order of their list in rule.ts. */
export function tamper(answer: Answer, faults: Rule[], usualFailure: UsualFailure): Answer {
  return TAMPERINGS.reduce((tampered, tampering) => tampering(tampered, faults, usualFailure), answer);
}

const TAMPERINGS: readonly ((answer: Answer, faults: Rule[], usualFailure: UsualFailure) => Answer)[] = [
  (answer, faults) => (faultOf(faults, 'no-location') === undefined ? answer : withoutLocation(answer)),
  (answer, faults) => {
    const foreign = faultOf(faults, 'foreign-location');
    if (foreign === undefined || !hasLocation(answer)) return answer;
    const moved = LOCATIONS.filter((name) => name in answer.headers).map((name) => [name, foreign.to]);
    return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(moved) } };
  },
  (answer, faults, usualFailure) => {
    const error = faultOf(faults, 'error-answer');
    return error === undefined ? answer : usualFailure(error.status);
  },
  (answer, faults) => {
    const html = faultOf(faults, 'html');
    if (html === undefined) return answer;
    const headers = { ...answer.headers, 'content-type': 'text/html; charset=utf-8' };
    return { ...answer, status: html.status ?? answer.status, headers, body: HTML };
  },
  (answer, faults) => {
    if (faultOf(faults, 'malformed-json') === undefined) return answer;
    return { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) || '{' };
  },
  (answer, faults) => (faultOf(faults, 'empty-body') === undefined ? answer : { ...answer, body: '' }),
  (answer, faults) => {
    const oversized = faultOf(faults, 'oversized-body');
    // Padded with white space, it is still valid JSON, so a reader without a size limit would accept it.
    return oversized === undefined
      ? answer
      : { ...answer, body: answer.body + ' '.repeat(Math.ceil(oversized.megabytes * 1024 * 1024)) };
  },
  (answer, faults) => {
    const slow = faultOf(faults, 'slow-body');
    return slow === undefined ? answer : { ...answer, delivery: { manner: 'slow', seconds: slow.seconds } };
  },
  (answer, faults) =>
    faultOf(faults, 'lost-answer') === undefined ? answer : { ...answer, delivery: { manner: 'lost' } },
];

const LOCATIONS = ['operation-location', 'location'];

function hasLocation({ headers }: Answer): boolean {
  return LOCATIONS.some((name) => name in headers);
}

function withoutLocation(answer: Answer): Answer {
  const kept = Object.entries(answer.headers).filter(([name]) => !LOCATIONS.includes(name));
  return { ...answer, headers: Object.fromEntries(kept) };
}
