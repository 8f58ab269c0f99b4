import type { Outcome } from '../../src/domain/command.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  aStep,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  observed,
  signaled,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const DAY = 24 * 3600;
const publishing = goLive(aRequest(), inspected(), accepted);
const told = (...more: string[]) => ['accepted', 'submitted', ...more];

describe('a look at the marketplace operation', () => {
  test('running: looks again later', () => {
    const state = take(publishing, observed());

    expect(stageOf(state, 'publishing')).toMatchObject({ looksAt: 'operation', consecutiveFailures: 0 });
    expect(state.checks).toBe(2);
    expect(transitions(state)).toEqual(told());
  });

  test('a step that moved is told, and the schedule goes on', () => {
    const begun = take(publishing, [4000, observed({ steps: [aStep()] })]);
    const same = take(begun, [5000, observed({ steps: [aStep({ progress: 40 })] })]);
    const over = take(same, [6000, observed({ steps: [aStep({ status: 'complete' })] })]);

    expect(transitions(begun)).toEqual(told('step-changed'));
    expect(stageOf(begun, 'publishing').progressAt).toBe(begun.now);
    expect(transitions(same)).toEqual(told('step-changed'));
    expect(nextLookIn(same)).toBeCloseTo(2 * Math.sqrt(4998), 2);
    expect(transitions(over)).toEqual(told('step-changed', 'step-changed'));
    expect(nextLookIn(over)).toBeCloseTo(2 * Math.sqrt(5998), 2);
  });

  test('steps that have not begun are no news', () => {
    expect(transitions(take(publishing, observed({ steps: [aStep({ status: 'not-started' })] })))).toEqual(told());
  });

  test('earlier go-lives shape the schedule, unless somebody else began this one', () => {
    const history = { basis: 'offer' as const, durations: [4000, 5000, 6000], steps: {} };
    const joined = goLive(aRequest(), [1, inspected(anOffer({ running: [aRunning()] }))]);

    expect(nextLookIn(take({ ...publishing, history }, [2002, observed()]))).toBe(100);
    expect(nextLookIn(take({ ...joined, history }, [2026, observed()]))).toBe(90);
  });

  test('a cancel is looked for as a go-live that has just begun', () => {
    const canceling: Outcome = { kind: 'cancel', result: { kind: 'canceling' } };
    const state = take(publishing, [DAY, cancelAsked], observed({ cancelable: true }), canceling);

    expect(nextLookIn(take(publishing, [DAY + 900, observed()]))).toBe(300);
    expect(nextLookIn(take(state, [DAY + 900, observed()]))).toBe(60);
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

  test('canceled by somebody else', () => {
    const state = take(publishing, observed({ state: 'canceled' }));

    expect(endOf(state)).toBe('Failed MarketplaceFailed');
    expect(viewOf(state).error?.message).toBe('Marketplace operation ours was canceled by somebody else.');
  });

  test('a step that says complete, failed or canceled decides nothing', () => {
    for (const status of ['complete', 'failed', 'canceled'])
      expect(take(publishing, observed({ steps: [aStep({ status })] })).stage.phase).toBe('publishing');
  });
});

describe('R5: the version that the operation itself names', () => {
  const other = observed({ version: '3' });
  const expecting = goLive(aRequest({ expectedVersion: '2' }), inspected(), accepted);

  test('is the wanted one where none was asked for', () => {
    const state = take(publishing, other);

    expect(viewOf(state)).toMatchObject({ marketplace: { version: '3' } });
    expect(state.attention).toBeUndefined();
  });

  test('is told at once when it is not the expected one', () => {
    const state = take(expecting, other);

    expect(state.attention).toMatchObject({
      code: 'OtherVersion',
      message: 'Marketplace operation ours takes version 3 live; version 2 was to go live.',
    });
    expect(state.marketplace?.version).toBe('2');
  });

  test('is told at once when it is not the approved one', () => {
    const approves = signaled({ kind: 'approval', principalId: 'ann', decision: 'approve' });
    const request = aRequest({ approval: { required: 1, expiresAfterSeconds: 3600 } });

    expect(goLive(request, inspected(), approves, inspected(), accepted, other).attention?.code).toBe('OtherVersion');
  });
});

describe('R8: it waits for its sign-off again', () => {
  const waits = observed({ reach: 'sign-off' });
  const joined = goLive(aRequest(), inspected(anOffer({ running: [aRunning()] })));

  test('before the settle time is over that may be what it was before our POST', () => {
    expect(take(publishing, [20, waits]).stage.phase).toBe('publishing');
  });

  test('then our go-live was taken back', () => {
    const state = take(publishing, [100, observed()], waits);

    expect(endOf(state)).toBe('Failed MarketplaceFailed');
    expect(viewOf(state).error).toMatchObject({
      message: "Marketplace operation ours waits for the publisher's sign-off again: its go-live was taken back.",
      retryable: true,
    });
  });

  test('canceled, when that was asked for', () => {
    const state = take(publishing, cancelAsked, [100, observed()], waits);

    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.message).toMatch(/its go-live was taken back\.$/);
  });

  test('what somebody else started leaves everything as before: checks again', () => {
    const state = take(joined, waits);

    expect(state.stage.phase).toBe('checking');
    expect(viewOf(state)).not.toHaveProperty('joined');
    expect(viewOf(state)).not.toHaveProperty('marketplace');
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

    expect(state.attention).toMatchObject({ code: 'PersonNeeded', message, since: state.now });
    expect(transitions(state)).toEqual(told('step-changed', 'attention-needed'));
  });

  test('is told once while it lasts, and when it is over', () => {
    const blocked = observed({ steps: [aStep({ status: 'blocked' })] });
    const state = take(publishing, blocked, blocked, observed({ steps: [aStep()] }), observed({ steps: [aStep()] }));

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
