import type { Submission } from '../../offers/operation.ts';
import { heldStep, progress } from '../../offers/progress.ts';
import type { PlannedStep } from '../../scenario/scenario.ts';

function step(id: string, outcome: PlannedStep['outcome'] = 'completes'): PlannedStep {
  return { id, seconds: 10, outcome, messages: [] };
}

function submission(steps: PlannedStep[], changes: Partial<Submission> = {}): Submission {
  return {
    kind: 'goLive',
    id: 'id',
    version: 2,
    startedAt: 0,
    startedBy: 'team',
    listedAt: 0,
    steps,
    released: {},
    ...changes,
  };
}

function statesAt(seconds: number, subject: Submission): string[] {
  const { state, steps } = progress(subject, seconds * 1000);
  return [state, ...steps.map((each) => each.state)];
}

const cancellation = { id: 'c', requestedAt: 0, effectiveAt: 15_000, ignored: false, leaves: 'canceled' as const };

describe('progress of a submission', () => {
  test.each([
    [0, ['running', 'running', 'notStarted']],
    [9.9, ['running', 'running', 'notStarted']],
    [10, ['running', 'complete', 'running']],
    [20, ['completed', 'complete', 'complete']],
    [9999, ['completed', 'complete', 'complete']],
  ])('after %d seconds of two steps of ten', (seconds, states) => {
    expect(statesAt(seconds, submission([step('a'), step('b')]))).toEqual(states);
  });

  test.each([
    ['fails', 10, ['failed', 'failed', 'notStarted']],
    ['blocks', 9999, ['running', 'blocked', 'notStarted']],
    ['sticks', 9999, ['running', 'running', 'notStarted']],
  ] as const)('stops for good where a step %s', (outcome, seconds, states) => {
    expect(statesAt(seconds, submission([step('a', outcome), step('b')]))).toEqual(states);
  });

  test.each([
    [99, ['running', 'blocked', 'notStarted']],
    [100, ['running', 'running', 'notStarted']],
    [110, ['running', 'complete', 'running']],
    [120, ['completed', 'complete', 'complete']],
  ])('at %d seconds, of a step released at 100', (seconds, states) => {
    // Prepare
    const subject = submission([step('a', 'blocks'), step('b')], { released: { a: 100_000 } });

    // Assess
    expect(statesAt(seconds, subject)).toEqual(states);
  });

  test.each([
    ['is canceled from then on', cancellation, ['canceled', 'complete', 'canceled']],
    [
      'goes on when the marketplace takes no notice',
      { ...cancellation, ignored: true },
      ['completed', 'complete', 'complete'],
    ],
    ['was faster', { ...cancellation, effectiveAt: 20_000 }, ['completed', 'complete', 'complete']],
  ])('%s when a cancel takes effect', (_, asked, states) => {
    expect(statesAt(20, submission([step('a'), step('b')], { cancellation: asked }))).toEqual(states);
  });

  test('names the step that holds it, while it does', () => {
    // Prepare
    const subject = submission([step('a'), step('b', 'sticks')]);
    const released = { ...subject, released: { b: 50_000 } };

    // Assess
    expect([heldStep(subject, 5_000), heldStep(subject, 10_000), heldStep(released, 51_000)]).toEqual([
      undefined,
      'b',
      undefined,
    ]);
  });
});
