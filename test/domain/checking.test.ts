import type { OnConflict } from '../../src/domain/go-live-request.ts';
import type { OfferSnapshot } from '../../src/domain/observation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  answered,
  aRequest,
  aRunning,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  nextLookIn,
  stageOf,
  take,
  transitions,
} from './go-lives.ts';

const holds = (version: string) => ({ kind: 'holds', version }) as const;
const unreadable = { kind: 'unreadable', reason: '503 from the slot' } as const;

test('records what it saw and what it is about to send, before anything is sent', () => {
  const state = goLive(aRequest(), inspected());

  expect(stageOf(state, 'submitting').intent).toEqual({
    attempt: 1,
    version: '2',
    seen: [],
    statusBefore: 'waiting-for-publisher',
    intendedAt: state.now,
  });
  expect(state.submission).toMatchObject({ attempts: 1, absent: 0 });
});

type Row = [offer: string, snapshot: OfferSnapshot, expectedVersion: string | undefined, end: string];

test.each<Row>([
  ['was never published', anOffer({ status: 'never-published' }), undefined, 'Failed NoPreview'],
  ['has nothing in preview', anOffer({ preview: { kind: 'empty' } }), undefined, 'Failed NoPreview'],
  ['has another version in preview than expected', anOffer(), '3', 'Failed PreviewChanged'],
  ['is live already', aLiveOffer(), undefined, 'Succeeded'],
  ['is live already with the expected version', aLiveOffer(), '2', 'Succeeded'],
  ['is live with another version than expected', aLiveOffer(), '3', 'Failed PreviewChanged'],
])('an offer that %s is decided without a POST', (_offer, snapshot, expectedVersion, end) => {
  const state = goLive(aRequest({ expectedVersion }), inspected(snapshot));

  expect(endOf(state)).toBe(end);
  expect(state.submission.attempts).toBe(0);
});

test('says so when the version was live already', () => {
  expect(viewOf(goLive(aRequest(), inspected(aLiveOffer()))).result).toEqual({
    liveLinks: [],
    version: '2',
    alreadyLive: true,
  });
});

test.each([
  ['the expected version in preview', anOffer(), '2'],
  ['a status that is not the usual one', anOffer({ status: 'failed' }), undefined],
  ['a status never seen before', anOffer({ status: 'unknown' }), undefined],
  ['the version in production but another status', anOffer({ production: holds('2') }), undefined],
  [
    'status succeeded but an unreadable production slot',
    anOffer({ status: 'succeeded', production: unreadable }),
    undefined,
  ],
  ['nothing in production', anOffer({ production: { kind: 'empty' } }), undefined],
])('%s: submits and lets the marketplace say', (_situation, snapshot, expectedVersion) => {
  expect(goLive(aRequest({ expectedVersion }), inspected(snapshot)).stage.phase).toBe('submitting');
});

test('an unreadable preview slot is not taken for an empty one: looks again', () => {
  const state = goLive(aRequest(), inspected(anOffer({ preview: unreadable })));

  expect(stageOf(state, 'checking').troubles).toBe(1);
  expect(nextLookIn(state)).toBe(60);
  expect(take(state, inspected()).stage.phase).toBe('submitting');
});

test('a refusal ends it: nothing was sent, looking again will not cure it', () => {
  const state = goLive(aRequest(), {
    kind: 'inspect',
    result: { kind: 'refused', problem: { code: 'CredentialsMissing', message: 'no secret' } },
  });

  expect(endOf(state)).toBe('Failed CredentialsMissing');
  expect(viewOf(state).error).toMatchObject({ message: 'no secret', retryable: false });
});

test.each([
  { kind: 'trouble', reason: 'unavailable', message: '503' } as const,
  { kind: 'interrupted', message: 'the process died' } as const,
])('trouble while looking slows down and goes on: $kind', (result) => {
  const state = goLive(aRequest(), { kind: 'inspect', result });

  expect(stageOf(state, 'checking').troubles).toBe(1);
  expect(nextLookIn(state)).toBe(60);
});

describe('another marketplace operation runs', () => {
  const other = (running: Parameters<typeof aRunning>[0]) => inspected(anOffer({ running: [aRunning(running)] }));

  test.each<[OnConflict, Parameters<typeof aRunning>[0], string]>([
    ['join', { target: 'live' }, 'publishing'],
    ['join', { target: 'live', version: undefined }, 'publishing'],
    ['join', { target: 'live', version: '3' }, 'queued'],
    ['join', { target: 'preview' }, 'queued'],
    ['join', { target: 'unknown' }, 'queued'],
    ['queue', { target: 'live' }, 'queued'],
    ['supersede', { target: 'live' }, 'queued'],
    ['fail', { target: 'live' }, 'ended'],
    ['fail', { target: 'preview' }, 'ended'],
  ])('%s, %j: %s', (onConflict, running, phase) => {
    const state = goLive(aRequest({ onConflict }), other(running));

    expect(state.stage.phase).toBe(phase);
    expect(state.submission.attempts).toBe(0);
  });

  test('fail names the operation', () => {
    const state = goLive(aRequest({ onConflict: 'fail' }), other({}));

    expect(viewOf(state).error).toMatchObject({
      code: 'OperationConflict',
      message: 'A marketplace operation of this offer is running: theirs.',
    });
  });

  test('join follows it and says that it joined', () => {
    const state = goLive(aRequest(), other({}));

    expect(viewOf(state)).toMatchObject({ joined: true, marketplace: { operationId: 'theirs', version: '2' } });
    expect(transitions(state)).toEqual(['accepted', 'submitted']);
  });

  test('canceling a joined one only stops following it', () => {
    const state = goLive(aRequest(), other({}), cancelAsked);

    expect(endOf(state)).toBe('Canceled');
  });

  test('queue tells once, looks ever more seldom, and submits after its end', () => {
    const queued = goLive(aRequest({ onConflict: 'queue' }), other({}));
    const still = take(queued, [1200, other({})]);
    const over = take(still, inspected());

    expect(nextLookIn(queued)).toBe(30);
    expect(nextLookIn(still)).toBeCloseTo(119.9);
    expect(over.stage.phase).toBe('submitting');
    expect(transitions(over)).toEqual(['accepted', 'queued']);
  });

  test('queued: the version went live meanwhile', () => {
    expect(endOf(goLive(aRequest({ onConflict: 'queue' }), other({}), inspected(aLiveOffer())))).toBe('Succeeded');
  });

  test('queued: trouble while looking keeps the place', () => {
    const state = goLive(aRequest({ onConflict: 'queue' }), other({}), {
      kind: 'inspect',
      result: { kind: 'trouble', reason: 'timed-out', message: 'no answer in 30 s' },
    });

    expect(stageOf(state, 'queued').troubles).toBe(1);
  });

  test('a conflict that only the POST found is looked at', () => {
    const conflict = answered({ kind: 'refused', problem: { code: 'OperationConflict', message: 'in progress' } });
    const state = goLive(aRequest(), inspected(), conflict);

    expect(state.stage.phase).toBe('checking');
    expect(take(state, other({}), accepted).stage.phase).toBe('publishing');
  });
});
