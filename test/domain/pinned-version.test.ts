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
  unknown,
} from './go-lives.ts';

// What a marketplace without operation ids of its own tells: it names an operation after the version that goes live.

const pinned = (version = '2') => aRunning({ operationId: `${version}:live`, version, pinned: true });
const announced: Outcome = { kind: 'announce', result: { kind: 'announced', through: 1 } };
const conflict = observed({
  state: 'failed',
  failure: { code: 'OperationConflict', message: 'An In Progress submission already exists' },
});

describe('the outcome of the POST is unknown', () => {
  test('adopts what takes the submitted version live, also when it was seen before the POST', () => {
    const request = aRequest({ onConflict: 'queue' });
    const state = goLive(request, inspected(anOffer({ running: [pinned()] })), [60, timedOut], inspected(), unknown);

    const adopted = take(state, inspected(anOffer({ running: [pinned()], status: 'running' })));

    expect(adopted.marketplace).toMatchObject({ operationId: '2:live', version: '2' });
    expect(adopted.joined).toBeUndefined();
  });

  test('does not adopt what takes another version live, nor takes the submission for absent beside it', () => {
    const state = goLive(aRequest(), inspected(), unknown);

    const looked = take(state, [120, timedOut], inspected(anOffer({ running: [pinned('1')] })));

    expect(looked.marketplace).toBeUndefined();
    expect(looked.attention?.code).toBe('SubmissionUnconfirmed');
  });
});

test('a version that the marketplace itself calls live is live, whatever the offer is at since', () => {
  const production = { kind: 'holds', version: '2', confirmed: true } as const;

  const state = goLive(
    aRequest(),
    inspected(),
    accepted,
    observed({ state: 'succeeded' }),
    inspected(anOffer({ status: 'running', production })),
  );

  expect(endOf(state)).toBe('Succeeded');
});

describe('a submission that was taken and then failed because something else runs', () => {
  const failed = goLive(aRequest(), inspected(), accepted, conflict);

  test('did not begin: the offer is looked at again after the settle time', () => {
    expect(stageOf(failed, 'checking').dueAt - failed.now).toBe(60_000);
    expect(failed.marketplace).toBeUndefined();
    expect(transitions(failed)).toEqual(['accepted', 'submitted', 'attention-needed']);
  });

  test('joins what runs by then', () => {
    const joined = take(failed, [90, timedOut], inspected(anOffer({ running: [pinned()] })));

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
    const joined = goLive(aRequest(), inspected(anOffer({ running: [pinned()] })), conflict);

    expect(endOf(joined)).toBe('Failed OperationConflict');
  });
});

test('every command and the view name the API that was chosen, and none when none was', () => {
  const chosen = goLive(aRequest({ api: 'another' }), announced);

  expect(next(chosen)).toEqual({ kind: 'inspect', publisherId: 'contoso', offerId: 'vm', api: 'another' });
  expect(viewOf(chosen).api).toBe('another');
  expect(next(goLive(aRequest(), announced))).toEqual({ kind: 'inspect', publisherId: 'contoso', offerId: 'vm' });
});

test('what the marketplace wants to be given with the POST is recorded with the intent', () => {
  const preview = { kind: 'holds', version: '2', ref: 'submission/2' } as const;

  const { intent } = stageOf(goLive(aRequest(), inspected(anOffer({ preview }))), 'submitting');

  expect(intent).toMatchObject({ version: '2', ref: 'submission/2' });
  expect(stageOf(goLive(aRequest(), inspected()), 'submitting').intent).not.toHaveProperty('ref');
});
