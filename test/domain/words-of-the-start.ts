import type { Cause, GoLiveAnswer } from '../../src/domain/observation.ts';
import type { Draft } from './case-draft.ts';
import { at, START } from './go-lives.ts';
import type { Course, Form, MarketplaceOperation } from './marketplace-model.ts';
import type { Meaning, Vocabulary } from './vocabulary.ts';

const HOUR = 3600;

const other =
  (overrides: Partial<Omit<MarketplaceOperation, 'course'>>, course: Partial<Course> = {}): Meaning =>
  (draft) => {
    draft.others.push({
      id: 'theirs',
      version: '2',
      kind: 'go-live',
      by: 'stranger',
      acceptedAt: START,
      ...overrides,
      course: { shownAfter: 0, lasts: 2 * HOUR, end: 'live', confirmedAfter: 0, ...course },
    });
  };
const ahead =
  (leaves: boolean, seconds: number): Meaning =>
  (draft) =>
    void draft.ahead.push({ id: `ahead-${draft.ahead.length + 1}`, endsAt: at(seconds), leaves });
const form =
  (patch: Partial<Form>): Meaning =>
  (draft) => {
    draft.form = { ...draft.form, ...patch };
  };
const set =
  (patch: Partial<Draft>): Meaning =>
  (draft) =>
    void Object.assign(draft, patch);

export const OFFER: Vocabulary = {
  ready: () => undefined,
  'first release': set({ production: { kind: 'empty' } }),
  'failed before': set({ status: 'failed' }),
  'canceled before': set({ status: 'canceled' }),
  'live before': set({ status: 'succeeded' }),
  'odd status': set({ status: 'unknown' }),
  'never published': set({ status: 'never-published', preview: { kind: 'empty' }, production: { kind: 'empty' } }),
  'nothing in preview': set({ preview: { kind: 'empty' } }),
  'already live': set({ status: 'succeeded', production: { kind: 'holds', version: '2' } }),
  'preview going on': other({ kind: 'publish' }),
  'preview going on for #': (draft, seconds) => other({ kind: 'publish' }, { lasts: seconds })(draft, seconds),
  'unclear going on': other({ kind: 'unclear' }, { end: 'canceled' }),
  'go-live going on': other({}),
  'go-live going on and failing': other({}, { end: 'failed' }),
  'go-live going on and canceled': other({}, { end: 'canceled' }),
  'go-live going on and dropped': other({}, { end: 'dropped' }),
  'ours ahead': ahead(true, HOUR),
  'two of ours ahead': (draft, seconds) => {
    ahead(true, HOUR)(draft, seconds);
    ahead(true, 2 * HOUR)(draft, seconds);
  },
  'a dead one of ours ahead': ahead(false, 0),
  'other version going on': other({ version: '3' }, { end: 'canceled' }),
  'waits in the list': form({ waitsListed: true }),
  'same id': form({ reusesPublishId: true }),
};

const asks =
  (request: Draft['request']): Meaning =>
  (draft) =>
    void Object.assign(draft.request, request);

export const ASKED: Vocabulary = {
  plain: () => undefined,
  queue: asks({ onConflict: 'queue' }),
  fail: asks({ onConflict: 'fail' }),
  supersede: asks({ onConflict: 'supersede' }),
  'expects 2': asks({ expectedVersion: '2' }),
  'expects 3': asks({ expectedVersion: '3' }),
  'two approvals': asks({ approval: { required: 2, expiresAfterSeconds: HOUR } }),
  'not before #': (draft, seconds) => asks({ notBefore: at(seconds) })(draft, seconds),
  'settle time #': (draft, seconds) => set({ settleSeconds: seconds })(draft, seconds),
  'deadline #': (draft, seconds) => set({ deadlineSeconds: seconds })(draft, seconds),
};

const answer =
  (result: GoLiveAnswer): Meaning =>
  (draft) =>
    void draft.answers.push(result.kind === 'accepted' ? 'accepted' : result);
const unknown = (message: string) => answer({ kind: 'unknown', message });
const refused = (code: Cause['code']) => answer({ kind: 'refused', cause: { code, message: code } });

export const POST_ANSWER: Vocabulary = {
  '-': () => undefined,
  accepted: (draft) => void draft.answers.push('accepted'),
  'time-out': unknown('No answer within 100 s.'),
  reset: unknown('The connection was reset.'),
  '500': unknown('500'),
  '503': unknown('503'),
  '409': unknown('409'),
  'no location': unknown('202 without a location.'),
  '400': refused('SubmissionRejected'),
  '403': refused('PublisherAccessDenied'),
  '404': refused('OfferNotFound'),
  '412': refused('ConcurrencyMismatch'),
  '401': refused('CredentialsRejected'),
  conflict: refused('OperationConflict'),
  '429': answer({ kind: 'not-sent', reason: 'throttled', message: '429', retryAfterSeconds: 120 }),
  'not reached': answer({ kind: 'not-sent', reason: 'unavailable', message: 'The connection was not opened.' }),
};

const runs =
  (lasts: number, end: Course['end']): Meaning =>
  (draft) =>
    void draft.courses.push({ shownAfter: 0, lasts, end, confirmedAfter: 0 });
const last =
  (change: (seconds: number) => Partial<Course>): Meaning =>
  (draft, seconds) => {
    const course = draft.courses.pop();
    if (!course) throw new Error('Say first what the marketplace did, then when it shows.');
    draft.courses.push({ ...course, ...change(seconds) });
  };

export const MARKETPLACE_DID: Vocabulary = {
  '-': () => undefined,
  nothing: (draft) => void draft.courses.push(undefined),
  'goes live': runs(4 * HOUR, 'live'),
  fails: runs(4 * HOUR, 'failed'),
  'is canceled': runs(4 * HOUR, 'canceled'),
  'never ends': runs(Number.POSITIVE_INFINITY, 'live'),
  'goes live within #': (draft, seconds) => runs(seconds, 'live')(draft, seconds),
  'fails within #': (draft, seconds) => runs(seconds, 'failed')(draft, seconds),
  'is canceled within #': (draft, seconds) => runs(seconds, 'canceled')(draft, seconds),
  dropped: runs(4 * HOUR, 'dropped'),
  'dropped within #': (draft, seconds) => runs(seconds, 'dropped')(draft, seconds),
  'taken back within #': (draft, seconds) => {
    form({ takesBack: true })(draft, seconds);
    runs(seconds, 'canceled')(draft, seconds);
  },
  'lands after #': (draft, seconds) => {
    draft.landsAfter[draft.courses.length - 1] = seconds;
  },
  'shows after #': last((seconds) => ({ shownAfter: seconds })),
  'confirmed after #': last((seconds) => ({ confirmedAfter: seconds })),
};
