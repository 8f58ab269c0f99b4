import type { Signal } from '../../src/domain/command.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import type { InspectOutcome, ObserveOutcome, OfferSnapshot, OfferStatus, Slot } from '../../src/domain/observation.ts';
import type { Phase } from '../../src/domain/phase.ts';
import type { Fate } from './activity-run.ts';
import { aRequest, at } from './go-lives.ts';
import { type Ahead, createLane } from './lane-model.ts';
import type {
  CancelScript,
  Course,
  Deed,
  Form,
  MarketplaceOperation,
  MarketplaceScript,
  PostScript,
} from './marketplace-model.ts';
import type { Scene, Work } from './simulate.ts';

const DEADLINE_SECONDS = 24 * 3600;

/** What a look shows instead of the truth; undefined when it shows the truth. */
export type Veil = {
  inspect?: (truth: OfferSnapshot, look: number, sincePost: number | undefined) => InspectOutcome | OfferSnapshot;
  observe?: (truth: ObserveOutcome, look: number, sincePost: number | undefined) => ObserveOutcome;
};

/** A case under construction; each word of the row changes a part of it. */
export interface Draft {
  request: Omit<Partial<GoLiveRequest>, 'terms'>;
  deadlineSeconds: number;
  settleSeconds: number;
  status: OfferStatus;
  preview: Slot;
  production: Slot;
  form: Form;
  others: MarketplaceOperation[];
  deeds: Deed[];
  ahead: Ahead[];
  answers: PostScript['answer'][];
  /** How long a POST is under way whose sender gets no answer. */
  landsAfter: (number | undefined)[];
  courses: (Course | undefined)[];
  cancels: CancelScript[];
  readFault?: MarketplaceScript['readFault'];
  veils: Veil[];
  signals: { signal: Signal; from: Phase | number }[];
  fate: (command: Work['kind'], earlier: number) => Fate | undefined;
  /** The duration of a look at the offer. */
  inspectSeconds: number;
  eventGridAwaySeconds: number;
}

/** The usual case, in which nothing goes wrong. */
export function newDraft(): Draft {
  return {
    request: {},
    deadlineSeconds: DEADLINE_SECONDS,
    settleSeconds: 60,
    status: 'waiting-for-publisher',
    preview: { kind: 'holds', version: '2' },
    production: { kind: 'holds', version: '1' },
    form: { waitsListed: false, reusesPublishId: false, takesBack: false, fixedVersion: false },
    others: [],
    deeds: [],
    ahead: [],
    answers: [],
    landsAfter: [],
    courses: [],
    cancels: [],
    veils: [],
    signals: [],
    fate: () => undefined,
    inspectSeconds: 0,
    eventGridAwaySeconds: 0,
  };
}

/** Builds the scene from the draft. */
export function sceneOf(draft: Draft): Scene {
  const marketplace: MarketplaceScript = {
    ...draft,
    posts: postsOf(draft),
    window: {
      inspect: (truth, look, sincePost) =>
        draft.veils.reduce<InspectOutcome>(
          (told, { inspect }) =>
            told.kind === 'inspected' && inspect ? wrap(inspect(told.offer, look, sincePost)) : told,
          { kind: 'inspected', offer: truth },
        ),
      observe: (truth, look, sincePost) =>
        draft.veils.reduce((told, { observe }) => observe?.(told, look, sincePost) ?? told, truth),
    },
  };
  return {
    request: aRequest({
      ...draft.request,
      laneKey: 'contoso/vm',
      terms: { deadlineAt: at(draft.deadlineSeconds), settleSeconds: draft.settleSeconds },
    }),
    marketplace,
    lane: createLane(draft.ahead),
    signals: draft.signals,
    fate: (_activity, kind, earlier) => draft.fate(kind, earlier),
    seconds: (_activity, kind) => (kind === 'inspect' ? draft.inspectSeconds : 0),
    deliver: (_attempt, count, now) => (now < at(draft.eventGridAwaySeconds) ? LOST : { taken: count, told: true }),
    tickets: true,
  };
}

const LOST = { taken: 0, told: false };

function postsOf({ answers, courses, landsAfter }: Draft): PostScript[] {
  return Array.from({ length: Math.max(answers.length, courses.length) }, (_, post) => {
    const answer = answers[Math.min(post, answers.length - 1)];
    const course = courses[Math.min(post, courses.length - 1)];
    if (!answer) throw new Error('A marketplace that did something needs an answer to the POST.');
    const late = landsAfter[post];
    return { answer, ...(course && { course: { ...course } }), ...(late !== undefined && { landsAfter: late }) };
  });
}

function wrap(told: InspectOutcome | OfferSnapshot): InspectOutcome {
  return 'kind' in told ? told : { kind: 'inspected', offer: told };
}
