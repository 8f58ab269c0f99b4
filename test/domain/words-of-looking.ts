import type { Cause, ObserveOutcome, OfferSnapshot, Reach, Trouble } from '../../src/domain/observation.ts';
import type { Veil } from './case-draft.ts';
import type { Meaning, Vocabulary } from './vocabulary.ts';

const HOUR = 3600;

const afterPost = (seconds: number, outcome: Trouble | { kind: 'refused'; cause: Cause }): Veil => ({
  inspect: (truth, _look, sincePost) => (sincePost !== undefined && sincePost < seconds ? outcome : truth),
  observe: (truth, _look, sincePost) => (sincePost !== undefined && sincePost < seconds ? outcome : truth),
});
const trouble =
  (reason: Trouble['reason'], retryAfterSeconds?: number): Meaning =>
  (draft, seconds) =>
    void draft.veils.push(afterPost(seconds, { kind: 'trouble', reason, message: reason, retryAfterSeconds }));
const veil =
  (makeVeil: (seconds: number) => Veil): Meaning =>
  (draft, seconds) =>
    void draft.veils.push(makeVeil(seconds));
const oursAs = (reach: Reach, seconds: number): Veil => ({
  inspect: (truth, _look, sincePost = 0) =>
    sincePost < seconds
      ? {
          ...truth,
          running: truth.running.map((running) => ({
            ...running,
            reach: running.operationId.startsWith('ours') ? reach : running.reach,
          })),
        }
      : truth,
});
const stepIs = (status: string, seconds: number): Veil => ({
  observe: (truth, _look, sincePost = 0) =>
    changeObserved(truth, sincePost < seconds, {
      steps: [{ id: 'certify', name: 'Certification', status, messages: [] }],
    }),
});

function changeObserved(truth: ObserveOutcome, when: boolean, patch: object): ObserveOutcome {
  return truth.kind === 'observed' && when ? { ...truth, operation: { ...truth.operation, ...patch } } : truth;
}

const UNREAD: Trouble = { kind: 'trouble', reason: 'unavailable', message: '503' };
const refusal = (code: Cause['code']) => ({ kind: 'refused', cause: { code, message: code } }) as const;
const before = (looks: number, code?: Cause['code']): Veil => ({
  inspect: (truth, look) =>
    look >= looks ? truth : code ? refusal(code) : { kind: 'trouble', reason: 'unavailable', message: '503' },
});
const offerShows =
  (patch: (seconds: number) => Partial<OfferSnapshot>): Meaning =>
  (draft, seconds) =>
    void draft.veils.push({
      inspect: (truth, _look, sincePost) =>
        sincePost !== undefined && sincePost < seconds ? { ...truth, ...patch(seconds) } : truth,
    });
const always = Number.POSITIVE_INFINITY;

export const LOOKING_SHOWS: Vocabulary = {
  'the truth': () => undefined,
  '503 before the POST': (draft) => void draft.veils.push(before(4)),
  'no rights before the POST': (draft) => void draft.veils.push(before(always, 'PublisherAccessDenied')),
  'no offer before the POST': (draft) => void draft.veils.push(before(always, 'OfferNotFound')),
  '503 for #': trouble('unavailable'),
  '429 for #': trouble('throttled', 600),
  'time-outs for #': trouble('timed-out'),
  '401 for #': trouble('unauthorized'),
  'HTML for #': trouble('not-understood'),
  'refusals for #': veil((seconds) => afterPost(seconds, refusal('PublisherAccessDenied'))),
  'no list for #': offerShows(() => ({ running: [] })),
  'no list at first': veil(() => ({ inspect: (truth, look) => (look < 2 ? { ...truth, running: [] } : truth) })),
  'that its job met a conflict': veil(() => ({
    observe: (truth) =>
      truth.kind === 'observed' && truth.operation.state === 'failed'
        ? changeObserved(truth, true, {
            failure: { code: 'OperationConflict', message: 'Something else was running.' },
          })
        : truth,
  })),
  'nothing of it for #': offerShows(() => ({ running: [], status: 'waiting-for-publisher' })),
  'the status of before for #': offerShows(() => ({ status: 'waiting-for-publisher' })),
  'an odd offer status for #': offerShows(() => ({ status: 'unknown' })),
  'the old version in production for #': offerShows(() => ({ production: { kind: 'holds', version: '1' } })),
  'production unreadable for #': veil((seconds) => ({
    inspect: (truth, _look, sincePost) => (sincePost !== undefined && sincePost < seconds ? UNREAD : truth),
  })),
  'no details for #': (draft, seconds) => {
    draft.readFault = (_read, details, sincePost) =>
      details && sincePost !== undefined && sincePost < seconds ? UNREAD : undefined;
  },
  'preview unreadable at first': veil(() => ({
    inspect: (truth, look) => (look > 0 ? truth : UNREAD),
  })),
  'version 3 in preview after the POST': (draft) =>
    offerShows(() => ({ preview: { kind: 'holds', version: '3' } }))(draft, always),
  'it as on its way to preview for #': veil((seconds) => oursAs('preview', seconds)),
  'it without a target': veil(() => oursAs('unknown', always)),
  'the old operation again': veil(() => ({
    inspect: (truth, _look, sincePost) =>
      sincePost !== undefined && sincePost < HOUR
        ? { ...truth, running: [{ operationId: 'theirs', ref: 'theirs', version: '2', reach: 'unknown' }] }
        : truth,
  })),
  'the operation unknown for #': veil((seconds) => ({
    observe: (truth, _look, sincePost = 0) => (sincePost < seconds ? { kind: 'not-found', message: '404' } : truth),
  })),
  'an odd word for #': veil((seconds) => ({
    observe: (truth, _look, sincePost = 0) =>
      changeObserved(truth, sincePost < seconds, { status: 'Odd', unknownStatus: true }),
  })),
  'a blocked step for #': veil((seconds) => stepIs('blocked', seconds)),
  'a failed step': veil(() => stepIs('failed', always)),
  'it cannot be canceled': veil(() => ({ observe: (truth) => changeObserved(truth, true, { cancelable: false }) })),
  'it cannot be canceled for #': veil((seconds) => ({
    observe: (truth, _look, sincePost = 0) => changeObserved(truth, sincePost < seconds, { cancelable: false }),
  })),
  'slow looks': (draft) => {
    draft.inspectSeconds = 70;
  },
};
