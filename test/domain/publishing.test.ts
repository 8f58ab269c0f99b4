import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aRequest,
  aStep,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  observed,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const publishing = goLive(aRequest(), inspected(), accepted);
const told = (...more: string[]) => ['accepted', 'submitted', ...more];

describe('a look at the marketplace operation', () => {
  test('running: looks again later', () => {
    const state = take(publishing, observed());

    expect(stageOf(state, 'publishing')).toMatchObject({ look: 'operation', troubles: 0 });
    expect(state.checks).toBe(2);
    expect(transitions(state)).toEqual(told());
  });

  test('a step that moved is told, and the schedule starts anew', () => {
    const begun = take(publishing, [4000, observed({ steps: [aStep()] })]);
    const same = take(begun, [5000, observed({ steps: [aStep({ progress: 40 })] })]);
    const over = take(same, [6000, observed({ steps: [aStep({ status: 'complete' })] })]);

    expect(transitions(begun)).toEqual(told('step-changed'));
    expect(stageOf(begun, 'publishing').progressAt).toBe(begun.now);
    expect(transitions(same)).toEqual(told('step-changed'));
    expect(nextLookIn(same)).toBe(100);
    expect(transitions(over)).toEqual(told('step-changed', 'step-changed'));
    expect(nextLookIn(over)).toBe(30);
  });

  test('steps that have not begun are no news', () => {
    expect(transitions(take(publishing, observed({ steps: [aStep({ status: 'not-started' })] })))).toEqual(told());
  });

  test('the estimate of the running step shapes the schedule', () => {
    const steps = [aStep({ id: 'a', status: 'complete', estimateSeconds: 1 }), aStep({ estimateSeconds: 4 * 3600 })];
    const begun = take(publishing, observed({ steps }));

    expect(nextLookIn(take(begun, [9000, observed({ steps })]))).toBe(144);
  });

  test('Retry-After is kept', () => {
    expect(nextLookIn(take(publishing, observed({}, 120)))).toBe(120);
  });

  test("failed: ends with the marketplace's own reason", () => {
    const failure = { code: 'CertificationFailed', message: 'No image was found.' } as const;
    const state = take(publishing, observed({ state: 'failed', failure, steps: [aStep({ status: 'failed' })] }));

    expect(viewOf(state)).toMatchObject({ status: 'Failed', error: failure });
    expect(transitions(state)).toEqual(told('step-changed', 'failed'));
  });

  test('failed without a reason', () => {
    expect(endOf(take(publishing, observed({ state: 'failed' })))).toBe('Failed MarketplaceFailed');
  });

  test('canceled by somebody', () => {
    expect(endOf(take(publishing, observed({ state: 'canceled' })))).toBe('Canceled');
  });

  test('a step that says complete, failed or canceled decides nothing', () => {
    for (const status of ['complete', 'failed', 'canceled'])
      expect(take(publishing, observed({ steps: [aStep({ status })] })).stage.phase).toBe('publishing');
  });
});

describe('a person is needed', () => {
  test.each([
    ['blocked', [], 'Step "Live" is blocked.'],
    ['rejected', [], 'Step "Live" is rejected.'],
    ['waiting-for-approval', [], 'Step "Live" is waiting for approval.'],
    ['blocked', [{ level: 'error', text: 'No image.' } as const], 'Step "Live" is blocked: No image.'],
  ])('a step is %s', (status, messages, message) => {
    const state = take(publishing, observed({ steps: [aStep({ status, messages })] }));

    expect(state.attention).toEqual({ code: 'PersonNeeded', message, since: state.now });
    expect(transitions(state)).toEqual(told('step-changed', 'attention-needed'));
  });

  test('is told once while it lasts, and when it is over', () => {
    const blocked = observed({ steps: [aStep({ status: 'blocked' })] });
    const state = take(publishing, blocked, blocked, observed({ steps: [aStep()] }));

    expect(state.attention).toBeUndefined();
    expect(transitions(state)).toEqual(told('step-changed', 'attention-needed', 'step-changed', 'attention-cleared'));
  });

  test('a status word never seen before counts as running and is told', () => {
    const state = take(publishing, observed({ status: 'Sleeping', unknownStatus: true }));

    expect(state.stage.phase).toBe('publishing');
    expect(state.attention).toMatchObject({
      code: 'UnknownStatus',
      message: 'The marketplace calls the operation "Sleeping"; it counts as running.',
    });
  });
});
