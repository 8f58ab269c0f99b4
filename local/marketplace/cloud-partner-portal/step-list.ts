import type { OfferView } from '../offers/offer.ts';
import type { Submission } from '../offers/operation.ts';
import type { Progress, StepProgress, StepState } from '../offers/progress.ts';
import type { Answers } from '../offers/script.ts';
import { describeStep, STEP_CATALOGUE } from '../scenario/step-catalogue.ts';
import { type Words, wordsOf } from './words.ts';

/** The steps of a submission as the API lists them: those it runs, in their order, and the rest of the catalogue. */
export function stepsOfSubmission({ kind, steps }: Submission, progress: Progress, answers: Answers): unknown[] {
  const words = wordsOf(answers.words);
  const planned = new Set(steps.map((step) => step.id));
  const others = STEP_CATALOGUE.map((step) => step.id).filter((id) => !planned.has(id));
  const ran = progress.steps.map((step) => plannedStep(step, words, answers));
  // What a go-live does not run was done by the publish before it; what a publish does not run comes after it.
  if (kind === 'goLive') return [...others.map((id) => plainStep(id, 'complete', words)), ...ran];
  const signoff = progress.state === 'completed' ? 'waiting' : 'notStarted';
  return [...ran, ...others.map((id) => plainStep(id, id === 'publisher-signoff' ? signoff : 'notStarted', words))];
}

/** The steps of an offer on which nothing was submitted since the rehearsal began. */
export function stepsOfOffer({ status }: OfferView, answers: Answers): unknown[] {
  const words = wordsOf(answers.words);
  return STEP_CATALOGUE.map(({ id }) => {
    if (status === 'Succeeded') return plainStep(id, 'complete', words);
    if (status !== 'WaitingForPublisherReview' || id === 'live') return plainStep(id, 'notStarted', words);
    return plainStep(id, id === 'publisher-signoff' ? 'waiting' : 'complete', words);
  });
}

function plainStep(id: string, state: StepState, words: Words): unknown {
  return stepBody(id, words.step(state), state === 'complete' ? 100 : 0, []);
}

function plannedStep({ step, state, percent, since }: StepProgress, words: Words, answers: Answers): unknown {
  const said = state === 'notStarted' ? [] : step.messages;
  const messages = state === 'complete' ? [...said, { html: 'Step completed.', level: 'information' }] : said;
  const timestamp = new Date(since ?? 0).toISOString();
  return stepBody(
    step.id,
    words.step(state),
    percent,
    answers.messages === 'strings'
      ? messages.map(({ html }) => html)
      : messages.map(({ html, level }) => ({ messageHtml: html, level, timestamp })),
  );
}

function stepBody(id: string, status: string, progressPercentage: number, messages: unknown[]): unknown {
  const { name, description, estimate } = describeStep(id);
  return { estimatedTimeFrame: estimate, id, stepName: name, description, status, messages, progressPercentage };
}
