import type { OfferStatus, PlannedStep, Scenario } from '../scenario/scenario.ts';
import type { Slots } from './slots.ts';

/** A scenario with every gap filled: the behaviour that the marketplace plays for an offer. */
export interface Script {
  exists: boolean;
  access: 'granted' | 'denied';
  slots: Slots;
  status?: OfferStatus | undefined;
  running?: Scenario['running'];
  publish: PlannedStep[];
  goLive: PlannedStep[];
  /** Without a scripted `answer`, each API uses its own default. */
  cancel: Required<Omit<ScriptedCancel, 'answer'>> & Pick<ScriptedCancel, 'answer'>;
  answers: Answers;
  faults: NonNullable<Scenario['faults']>;
}

type ScriptedCancel = NonNullable<Scenario['cancel']>;

/** The form in which an API answers. */
export type Answers = Required<Omit<NonNullable<Scenario['answers']>, 'retryAfterSeconds'>> & {
  retryAfterSeconds?: number | undefined;
};

function step(id: string): PlannedStep {
  return { id, seconds: 1, outcome: 'completes', messages: [] };
}

/**
 * An unscripted offer: version 2 was tested in preview and waits for the publisher, version 1 is live, and a go-live
 * takes three seconds.
 */
const BUILT_IN: Script = {
  exists: true,
  access: 'granted',
  slots: { draft: 2, preview: 2, production: 1 },
  publish: ['displaydummycertify', 'displaycertify', 'displayprovision', 'displaypackage'].map(step),
  goLive: ['displayprovision', 'displaypackage', 'live'].map(step),
  cancel: { seconds: 1, until: 'live', ignored: false, leaves: 'canceled' },
  answers: {
    location: 'both',
    cancelLocation: 'header',
    body: 'object',
    words: 'seen',
    stepNames: 'ids',
    waiting: 'running',
    goLiveId: 'own',
    submissionType: 'publish',
    demands: 'little',
    messages: 'objects',
    refusals: 'job',
    previewOfLive: 'gone',
    canceled: 'gone',
  },
  faults: [],
};

/** Fills the gaps of an offer's scenario from the defaults for all offers, and theirs from the marketplace's own. */
export function scriptFor(own: Scenario, defaults: Scenario): Script {
  const both = { ...defaults, ...own };
  return {
    exists: both.exists ?? BUILT_IN.exists,
    access: both.access ?? BUILT_IN.access,
    slots: slotsOf(both.slots),
    status: both.status,
    running: both.running,
    publish: both.publish?.steps ?? BUILT_IN.publish,
    goLive: both.goLive?.steps ?? BUILT_IN.goLive,
    cancel: { ...BUILT_IN.cancel, ...defaults.cancel, ...own.cancel },
    answers: { ...BUILT_IN.answers, ...defaults.answers, ...own.answers },
    faults: both.faults ?? BUILT_IN.faults,
  };
}

/** Slots that a scenario leaves out are empty, except the draft, which is then as new as the newest slot. */
function slotsOf(slots: Scenario['slots']): Slots {
  if (slots === undefined) return BUILT_IN.slots;
  const { preview, production } = slots;
  return {
    draft: slots.draft ?? Math.max(1, preview ?? 0, production ?? 0),
    preview: preview ?? undefined,
    production: production ?? undefined,
  };
}
