import type { OfferView } from '../offers/offer.ts';
import type { Submission } from '../offers/operation.ts';
import type { Progress, StepProgress, StepState } from '../offers/progress.ts';
import type { Answers } from '../offers/script.ts';
import { describeStep, STEP_CATALOGUE } from '../scenario/step-catalogue.ts';
import { wordsOf } from './words.ts';

/** The steps of a submission as the API lists them: those it runs, in their order, and the rest of the catalogue. */
export function stepsOfSubmission({ kind, steps }: Submission, progress: Progress, answers: Answers): unknown[] {
  const planned = new Set(steps.map((step) => step.id));
  const others = STEP_CATALOGUE.map((step) => step.id).filter((id) => !planned.has(id));
  const ran = progress.steps.map((step) => plannedStep(step, answers));
  // Steps that a go-live does not run were done by its publish; steps that a publish does not run come after it.
  if (kind === 'goLive') return [...others.map((id) => plainStep(id, 'complete', answers)), ...ran];
  const signoff = progress.state === 'completed' ? 'waiting' : 'notStarted';
  return [...ran, ...others.map((id) => plainStep(id, id === 'publisher-signoff' ? signoff : 'notStarted', answers))];
}

/** The steps of an offer that had no submission since the rehearsal began. */
export function stepsOfOffer({ status }: OfferView, answers: Answers): unknown[] {
  return STEP_CATALOGUE.map(({ id }) => {
    if (status === 'Succeeded') return plainStep(id, 'complete', answers);
    if (status !== 'WaitingForPublisherReview' || id === 'live') return plainStep(id, 'notStarted', answers);
    return plainStep(id, id === 'publisher-signoff' ? 'waiting' : 'complete', answers);
  });
}

function plainStep(id: string, state: StepState, answers: Answers): unknown {
  return stepBody(id, state, state === 'complete' ? 100 : 0, [], answers);
}

function plannedStep({ step, state, percent, since }: StepProgress, answers: Answers): unknown {
  const said = state === 'notStarted' ? [] : step.messages;
  const messages = state === 'complete' ? [...said, { html: 'Step completed.', level: 'information' }] : said;
  const timestamp = new Date(since ?? 0).toISOString();
  return stepBody(
    step.id,
    state,
    percent,
    answers.messages === 'strings'
      ? messages.map(({ html }) => html)
      : messages.map(({ html, level }) => ({ messageHtml: html, level, timestamp })),
    answers,
  );
}

function stepBody(
  id: string,
  state: StepState,
  progressPercentage: number,
  messages: unknown[],
  { words, stepNames }: Answers,
): unknown {
  const { name, description, estimate } = describeStep(id);
  const stepName = stepNames === 'ids' ? id : name;
  const status = wordsOf(words).step(state);
  return { estimatedTimeFrame: estimate, id, stepName, description, status, messages, progressPercentage };
}
