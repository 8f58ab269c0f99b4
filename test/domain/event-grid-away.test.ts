import type { ObserveOutcome } from '../../src/domain/observation.ts';
import { newDraft, sceneOf } from './case-draft.ts';
import { type Report, simulate } from './simulate.ts';

const DAY = 24 * 3600;
const DAYS = 16;
/** The task hub's limit for the inputs of activities and orchestrations. */
const MAX_BYTES = 64 * 1024;
const STEPS = ['Validation', 'Certification', 'Provisioning', 'Packaging', 'Publisher signoff', 'Live'];
const UNAVAILABLE: ObserveOutcome = { kind: 'trouble', reason: 'unavailable', message: '503'.repeat(60) };

/** A go-live of sixteen days at which the marketplace is away for every other ten looks. */
function play(eventGridAwaySeconds: number): Promise<Report> {
  const course = { shownAfter: 0, lasts: (DAYS - 1) * DAY, end: 'live' as const, confirmedAfter: 0 };
  const flapping = (truth: ObserveOutcome, look: number): ObserveOutcome =>
    look % 20 < 10 ? withSteps(truth) : UNAVAILABLE;
  const scene = sceneOf({
    ...newDraft(),
    deadlineSeconds: (DAYS + 4) * DAY,
    answers: ['accepted'],
    courses: [course],
    veils: [{ observe: flapping }],
    eventGridAwaySeconds,
  });
  const { terms: pace } = scene.request;
  return simulate({
    ...scene,
    request: { ...scene.request, terms: { ...pace, pollMaxSeconds: 1200, announceSeconds: 90 * DAY } },
  });
}

function withSteps(truth: ObserveOutcome): ObserveOutcome {
  if (truth.kind !== 'observed') return truth;
  const message = (step: string) => ({ level: 'information', text: `${step} goes on. `.repeat(20) });
  const steps = STEPS.map((name) => ({ id: name, name, status: 'running', messages: [message(name)] }));
  return { ...truth, operation: { ...truth.operation, steps } } as ObserveOutcome;
}

test('Event Grid away for sixteen days of flapping attention costs no state and no event', async () => {
  // Act
  const [away, undisturbed] = [await play(DAYS * DAY), await play(0)];

  // Assess
  const told = ({ transitions }: Report) => transitions.map(({ name, operation }) => [name, operation.phase]);
  expect(told(away).filter(([name]) => name === 'attention-needed').length).toBeGreaterThan(50);
  expect(told(away)).toEqual(told(undisturbed));
  expect(away.received).toEqual(away.transitions.map((_, index) => index + 1));
  const largest = Math.max(...away.trail.map(({ state }) => Buffer.byteLength(JSON.stringify(state))));
  expect(largest).toBeLessThan(MAX_BYTES);
});
