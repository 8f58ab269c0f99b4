import type { Rule } from '../scenario/rule.ts';
import type { PlannedStep } from '../scenario/scenario.ts';
import { STEP_CATALOGUE } from '../scenario/step-catalogue.ts';
import { faultOf } from './apply-rules.ts';

/**
 * The steps of an operation and the time at which it is listed, as changed by the faults on the call that starts it.
 */
export function steerCourse(
  steps: PlannedStep[],
  faults: Rule[],
  now: number,
): { steps: PlannedStep[]; listedAt: number } {
  const stuck = faultOf(faults, 'stuck-step');
  const blocked = faultOf(faults, 'blocked-step');
  const failed = faultOf(faults, 'failed-step');
  let steered = steps;
  if (stuck !== undefined) steered = withStep(steered, stuck.step, { outcome: 'sticks' });
  if (blocked !== undefined)
    steered = withStep(steered, blocked.step, { outcome: 'blocks', ...saying(blocked.message) });
  if (failed !== undefined) steered = withStep(steered, failed.step, { outcome: 'fails', ...saying(failed.message) });
  return { steps: steered, listedAt: now + (faultOf(faults, 'delayed-listing')?.seconds ?? 0) * 1000 };
}

function saying(html: string): Pick<PlannedStep, 'messages'> {
  return { messages: [{ html, level: 'error' }] };
}

/** Changes a step; one that the plan lacks is inserted where the catalogue's order puts it. */
function withStep(steps: PlannedStep[], id: string, change: Partial<PlannedStep>): PlannedStep[] {
  if (steps.some((step) => step.id === id)) {
    return steps.map((step) => (step.id === id ? { ...step, ...change } : step));
  }
  const added: PlannedStep = { id, seconds: 1, outcome: 'completes', messages: [], ...change };
  const later = steps.findIndex((step) => rank(step.id) > rank(id));
  return later === -1 ? [...steps, added] : steps.toSpliced(later, 0, added);
}

function rank(id: string): number {
  return STEP_CATALOGUE.findIndex((step) => step.id === id);
}
