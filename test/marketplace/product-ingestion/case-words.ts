import type { Signal } from '../../../src/domain/command.ts';
import type { OnConflict } from '../../../src/domain/go-live-request.ts';
import type { Phase } from '../../../src/domain/phase.ts';
import type { Meaning, Vocabulary } from '../../domain/vocabulary.ts';

/** A case under construction: the script of the rehearsal marketplace, and the requests to the machine. */
export interface Draft {
  scenario: Record<string, unknown>;
  answers: Record<string, unknown>;
  cancel: Record<string, unknown>;
  faults: object[];
  onConflict: OnConflict;
  /** `waiting` expects the version that is in preview; `another` expects a different one. */
  expects?: 'waiting' | 'another';
  deadlineSeconds: number;
  settleSeconds: number;
  signals: { from: Phase; signal: Signal }[];
  /**
   * In which kinds of activities the process dies before the answer is recorded, and in how many of the first of each
   * kind.
   */
  crashes: { kinds: string[]; times: number; posted: boolean };
}

export function newDraft(): Draft {
  return {
    scenario: {},
    answers: {},
    cancel: { answer: 'at-once', until: 'live' },
    faults: [],
    onConflict: 'join',
    deadlineSeconds: 4 * 3600,
    settleSeconds: 60,
    signals: [],
    crashes: { kinds: [], times: 0, posted: true },
  };
}

const scenario =
  (patch: object): Meaning<Draft> =>
  (draft) =>
    void Object.assign(draft.scenario, patch);
const answers =
  (patch: object): Meaning<Draft> =>
  (draft) =>
    void Object.assign(draft.answers, patch);
const set =
  (patch: Partial<Draft>): Meaning<Draft> =>
  (draft) =>
    void Object.assign(draft, patch);
const fault =
  (...faults: object[]): Meaning<Draft> =>
  (draft) =>
    void draft.faults.push(...faults);
const steps = (seconds: number, last: object = {}) => ({
  goLive: {
    steps: [
      { id: 'displaypackage', seconds },
      { id: 'live', ...last },
    ],
  },
});

export const OFFER: Vocabulary<Draft> = {
  ready: () => undefined,
  'first release': scenario({ slots: { preview: 2 } }),
  'never published': scenario({ slots: { draft: 1 } }),
  'already live': scenario({ slots: { preview: 2, production: 2 } }),
  'live listed as preview too': answers({ previewOfLive: 'same-id' }),
  'preview failed': scenario({ status: 'Failed' }),
  'preview going on': scenario({
    running: { kind: 'publish' },
    publish: { steps: [{ id: 'displaycertify', seconds: 1200 }] },
  }),
  'go-live going on': scenario({ running: { kind: 'goLive' } }),
  'no such offer': scenario({ exists: false }),
  'no rights': scenario({ access: 'denied' }),
};

export const ASKED: Vocabulary<Draft> = {
  plain: () => undefined,
  queue: set({ onConflict: 'queue' }),
  fail: set({ onConflict: 'fail' }),
  'expects it': set({ expects: 'waiting' }),
  'expects another': set({ expects: 'another' }),
  'deadline #': (draft, seconds) => set({ deadlineSeconds: seconds })(draft, seconds),
  'settle time #': (draft, seconds) => set({ settleSeconds: seconds })(draft, seconds),
};

export const MARKETPLACE_DID: Vocabulary<Draft> = {
  '-': () => undefined,
  'goes live': scenario(steps(1200)),
  'goes live within #': (draft, seconds) => scenario(steps(seconds))(draft, seconds),
  'fails certification': scenario(
    steps(1200, { outcome: 'fails', messages: [{ html: 'Issues found during Certification.', level: 'error' }] }),
  ),
  fails: scenario(steps(1200, { outcome: 'fails' })),
  'never ends': scenario(steps(1200, { outcome: 'sticks' })),
};

const refused = (status: number, message?: string, code?: string) => ({ do: 'refuse', status, message, code });
const OLD_HOST = 'https://product-ingestion.azureedge.net/schema/configure/2022-03-01-preview2';
const NEW_SCHEMA = 'https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview7';
const CONFLICT = 'An In Progress submission already exists';
const STALE = 'The submission cannot be pushed to as its not the latest';
const NO_ID = "Expected a submission id that isn't null or 0 since target type is Live";
const EMPTY = { do: 'empty-body' };

/** Faults of the first POST; with "each time" after the word, of every POST. */
const POST_FAULTS: Record<string, object[]> = {
  'lost answer': [{ do: 'lost-answer' }],
  '502 without a body, accepted': [{ do: 'error-answer', status: 502 }, EMPTY],
  '502 without a body': [refused(502), EMPTY],
  'HTML, accepted': [{ do: 'error-answer', status: 504 }, { do: 'html' }],
  reset: [{ do: 'reset' }],
  '503': [refused(503)],
  '429': [{ ...refused(429), retryAfterSeconds: 120 }],
  '401': [refused(401)],
  '403': [refused(403)],
  '409': [refused(409, CONFLICT)],
  locked: [refused(423)],
  'no job named': [{ do: 'no-location' }],
  'retired schema host': [refused(400, `Schema ${OLD_HOST} could not be accessed`)],
  'sources demanded': [
    refused(
      400,
      `Schema validation failed for schema ${NEW_SCHEMA}: Required properties ["sources"] were not present #`,
    ),
  ],
  'conflict at once': [refused(400, CONFLICT)],
  'conflict by job': [{ do: 'refused-job', message: CONFLICT }],
  'draft in conflict by job': [{ do: 'refused-job', code: 'conflict', message: 'The start date should be defined' }],
  'stale at once': [refused(400, STALE)],
  'stale by job': [{ do: 'refused-job', message: STALE }],
  'no id at once': [refused(400, NO_ID)],
  'no id by job': [{ do: 'refused-job', message: NO_ID }],
  'not this offer type': [refused(400, 'The operation is not supported for this offer type.', 'notSupported')],
};

export const POST_ANSWER: Vocabulary<Draft> = {
  '-': () => undefined,
  accepted: () => undefined,
  ...Object.fromEntries(
    Object.entries(POST_FAULTS).flatMap(([word, faults]): [string, Meaning<Draft>][] => [
      [word, fault(...faults.map((each) => ({ on: 'golive', times: 1, ...each })))],
      [`${word} each time`, fault(...faults.map((each) => ({ on: 'golive', ...each })))],
    ]),
  ),
};

export const LOOKING_SHOWS: Vocabulary<Draft> = {
  'the truth': () => undefined,
  'it listed after #': (draft, seconds) => fault({ on: 'golive', do: 'delayed-listing', seconds })(draft, seconds),
  'the list # behind': (draft, seconds) => fault({ on: 'submissions', do: 'list-lag', seconds })(draft, seconds),
  '503 before the POST': fault({ on: 'submissions', times: 3, ...refused(503) }),
  'no product list at first': fault({ on: 'product', times: 2, ...refused(502) }),
  'job 503': fault({ on: 'job', times: 5, ...refused(503) }),
  'job 429': fault({ on: 'job', times: 2, ...refused(429), retryAfterSeconds: 90 }),
  'job 401': fault({ on: 'job', times: 6, ...refused(401) }),
  'job HTML': fault({ on: 'job', times: 2, do: 'html', status: 200 }),
  'list 503': fault({ on: 'submissions', after: { calls: 1 }, times: 8, ...refused(503) }),
  'the job is lost': fault({ on: 'job', after: { calls: 1 }, ...refused(404) }),
  'an odd job status': fault({ on: 'job', do: 'words', words: 'unknown' }),
  'other spellings': fault({ on: 'any', do: 'words', words: 'other' }),
  'every entry twice': fault({ on: 'submissions', do: 'duplicates', copies: 2 }),
  'pages elsewhere': fault({ on: 'submissions', times: 3, do: 'foreign-location', to: 'https://foreign.invalid/rp' }),
};

const cancelFrom =
  (from: Phase): Meaning<Draft> =>
  (draft) =>
    void draft.signals.push({ from, signal: { kind: 'cancel', notificationEmails: [] } });
const cancels =
  (patch: object): Meaning<Draft> =>
  (draft) =>
    void Object.assign(draft.cancel, patch);

export const PEOPLE: Vocabulary<Draft> = {
  '-': () => undefined,
  'cancel while checking': cancelFrom('checking'),
  'cancel while queued': cancelFrom('queued'),
  'cancel while settling': cancelFrom('settling'),
  'cancel while publishing': cancelFrom('publishing'),
  'too far along': cancels({ until: 'never' }),
  'takes #': (draft, seconds) => cancels({ answer: 'operation', seconds })(draft, seconds),
  'in vain': cancels({ answer: 'operation', seconds: 30, ignored: true }),
  'listed as failed': answers({ canceled: 'failed' }),
  'cancel answered 503': fault({ on: 'cancel', times: 1, ...refused(503) }),
  'cancel answer lost': fault({ on: 'cancel', times: 1, do: 'lost-answer' }),
};

const dies =
  (kinds: string[], times: number, posted = true): Meaning<Draft> =>
  (draft) =>
    void Object.assign(draft.crashes, { kinds, times, posted });
const always = Number.POSITIVE_INFINITY;

export const CRASH: Vocabulary<Draft> = {
  no: () => undefined,
  'before the POST': dies(['submit'], 1, false),
  'after the POST': dies(['submit'], 1),
  'after each POST': dies(['submit'], always),
  'after each look': dies(['inspect', 'observe'], always),
  'after each cancel': dies(['cancel'], always),
};
