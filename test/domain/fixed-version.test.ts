import type { Outcome } from '../../src/domain/command.ts';
import { next } from '../../src/domain/next.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  endOf,
  goLive,
  inspected,
  observed,
  stageOf,
  take,
  timedOut,
  transitions,
} from './go-lives.ts';

// A marketplace without operation ids of its own: it names an operation after the version that goes live.

const running = (version = '2') => aRunning({ operationId: `${version}:live`, version });
const announced: Outcome = { kind: 'announce', result: { kind: 'announced', written: 1, published: 1 } };
const conflict = observed({
  state: 'failed',
  failure: { code: 'OperationConflict', message: 'An In Progress submission already exists' },
});

describe('a submission that was taken and then failed because something else runs', () => {
  const failed = goLive(aRequest(), inspected(), accepted, conflict);

  test('did not begin: the offer is looked at again after the settle time', () => {
    expect(stageOf(failed, 'checking').dueAt - failed.now).toBe(60_000);
    expect(failed.marketplace).toBeUndefined();
    expect(transitions(failed)).toEqual(['accepted', 'submitted', 'attention-needed']);
  });

  test('joins what runs by then', () => {
    const joined = take(failed, [90, timedOut], inspected(anOffer({ running: [running()] })));

    expect(joined.joined).toBe(true);
    expect(joined.attention).toBeUndefined();
  });

  test('ends as a conflict when nobody wanted to wait', () => {
    expect(endOf(goLive(aRequest({ onConflict: 'fail' }), inspected(), accepted, conflict))).toBe(
      'Failed OperationConflict',
    );
  });

  test('ends as a conflict at the third time', () => {
    const twice = take(failed, [90, timedOut], inspected(), accepted, conflict);
    const thrice = take(twice, [300, timedOut], inspected(), accepted, conflict);

    expect(stageOf(twice, 'checking')).toBeDefined();
    expect(endOf(thrice)).toBe('Failed OperationConflict');
  });

  test('ends canceled when that was asked for', () => {
    const asked = goLive(aRequest(), inspected(), accepted, {
      kind: 'signaled',
      signal: { kind: 'cancel', notificationEmails: [] },
    });

    expect(endOf(take(asked, conflict))).toBe('Canceled');
  });

  test("is the failure of those who joined somebody else's", () => {
    const joined = goLive(aRequest(), inspected(anOffer({ running: [running()] })), conflict);

    expect(endOf(joined)).toBe('Failed OperationConflict');
  });
});

test('every command and the view name the API that was chosen, and none when none was', () => {
  const chosen = goLive(aRequest({ api: 'another' }), announced);

  expect(next(chosen)).toEqual({
    kind: 'inspect',
    publisherId: 'contoso',
    offerId: 'vm',
    api: 'another',
    withHistory: true,
  });
  expect(viewOf(chosen).api).toBe('another');
  expect(next(goLive(aRequest(), announced))).toEqual({
    kind: 'inspect',
    publisherId: 'contoso',
    offerId: 'vm',
    withHistory: true,
  });
});

test('what the marketplace wants to be given with the POST is recorded with the intent', () => {
  const preview = { kind: 'holds', version: '2', ref: 'submission/2' } as const;

  const { intent } = stageOf(goLive(aRequest(), inspected(anOffer({ preview }))), 'submitting');

  expect(intent).toMatchObject({ version: '2', ref: 'submission/2' });
  expect(stageOf(goLive(aRequest(), inspected()), 'submitting').intent).not.toHaveProperty('ref');
});
