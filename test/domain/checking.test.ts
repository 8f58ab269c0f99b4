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
  timedOut,
  transitions,
} from './go-lives.ts';

const holds = (version: string) => ({ kind: 'holds', version }) as const;

test('records what it saw and what it is about to send, before anything is sent', () => {
  const state = goLive(aRequest(), inspected());

  expect(stageOf(state, 'submitting').intent).toEqual({
    attempt: 1,
    version: '2',
    before: { running: [], status: 'waiting-for-publisher', statusWord: 'WaitingForPublisherReview', production: '1' },
    intendedAt: state.now,
  });
  expect(state).toMatchObject({ submission: { attempts: 1 }, submitted: 'not-known' });
});

type Row = [offer: string, snapshot: OfferSnapshot, expectedVersion: string | undefined, end: string];

test.each<Row>([
  ['was never published', anOffer({ status: 'never-published' }), undefined, 'Failed NoPreview'],
  ['has nothing in preview', anOffer({ preview: { kind: 'empty' } }), undefined, 'Failed NoPreview'],
  ['has another version in preview than expected', anOffer(), '3', 'Failed PreviewChanged'],
  ['is live already', aLiveOffer(), undefined, 'Succeeded'],
  ['is live already with the expected version', aLiveOffer(), '2', 'Succeeded'],
  ['is live already, whatever its status says', anOffer({ production: holds('2') }), undefined, 'Succeeded'],
  [
    'has gone on from the expected version, which is live',
    anOffer({ production: holds('2'), preview: holds('3') }),
    '2',
    'Succeeded',
  ],
  [
    'has the expected version live and nothing in preview',
    anOffer({ production: holds('2'), preview: { kind: 'empty' } }),
    '2',
    'Succeeded',
  ],
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
  ['nothing in production', anOffer({ production: { kind: 'empty' } }), undefined],
])('%s: submits and lets the marketplace say', (_situation, snapshot, expectedVersion) => {
  expect(goLive(aRequest({ expectedVersion }), inspected(snapshot)).stage.phase).toBe('submitting');
});

describe('what the parts of a look contradict each other about', () => {
  const busy = inspected(anOffer({ status: 'running' }));
  const over = inspected(anOffer({ running: [aRunning({ reach: 'ended' })] }));

  test.each([
    ['the status says running, and nothing is listed', busy],
    ['what is listed says that it has ended', over],
  ])('%s: looks again until the settle time is over, then submits', (_what, outcome) => {
    const first = goLive(aRequest(), [2, outcome]);
    const just = take(first, [58, outcome]);
    const last = take(just, [60, outcome]);
    const state = take(last, [75, outcome]);

    expect([first, just, last].map(({ stage }) => stage.phase)).toEqual(['checking', 'checking', 'checking']);
    expect(nextLookIn(first)).toBe(15);
    expect(nextLookIn(just)).toBe(2);
    expect(state.stage.phase).toBe('submitting');
  });

  test('it shows in between: the time begins anew', () => {
    const joinable = inspected(anOffer({ status: 'running', running: [aRunning()] }));

    expect(goLive(aRequest(), busy, joinable).stage.phase).toBe('publishing');
    expect(
      goLive(aRequest({ onConflict: 'queue' }), busy, joinable, [99, timedOut], [100, busy], [101, busy]).stage.phase,
    ).toBe('queued');
  });

  test('a publish that waits for its sign-off explains why the status says running', () => {
    const waiting = anOffer({ status: 'running', running: [aRunning({ reach: 'sign-off' })] });

    expect(goLive(aRequest(), inspected(waiting)).stage.phase).toBe('submitting');
  });
});

test('a refusal ends it: nothing was sent, looking again will not cure it', () => {
  const state = goLive(aRequest(), {
    kind: 'inspect',
    result: { kind: 'refused', cause: { code: 'CredentialsMissing', message: 'no secret' } },
  });

  expect(endOf(state)).toBe('Failed CredentialsMissing');
  expect(viewOf(state).error).toMatchObject({ message: 'no secret Nothing was submitted.', retryable: false });
});

test.each([
  { kind: 'trouble', reason: 'unavailable', message: '503' } as const,
  { kind: 'interrupted', message: 'the process died' } as const,
])('trouble while looking slows down and goes on: $kind', (result) => {
  const state = goLive(aRequest(), { kind: 'inspect', result });

  expect(stageOf(state, 'checking').consecutiveFailures).toBe(1);
  expect(nextLookIn(state)).toBe(60);
});

describe('another marketplace operation runs', () => {
  const other = (running: Parameters<typeof aRunning>[0]) => inspected(anOffer({ running: [aRunning(running)] }));

  test.each<[OnConflict, Parameters<typeof aRunning>[0], string]>([
    ['join', { reach: 'live' }, 'publishing'],
    ['join', { reach: 'live', version: undefined }, 'queued'],
    ['join', { reach: 'live', version: '3' }, 'queued'],
    ['join', { reach: 'preview' }, 'queued'],
    ['join', { reach: 'unknown' }, 'queued'],
    ['join', { reach: 'sign-off' }, 'submitting'],
    ['fail', { reach: 'sign-off' }, 'submitting'],
    ['queue', { reach: 'live' }, 'queued'],
    ['supersede', { reach: 'live' }, 'queued'],
    ['fail', { reach: 'live' }, 'ended'],
    ['fail', { reach: 'preview' }, 'ended'],
  ])('%s, %j: %s', (onConflict, running, phase) => {
    const state = goLive(aRequest({ onConflict }), other(running));

    expect(state.stage.phase).toBe(phase);
  });

  test('fail names the operation', () => {
    const state = goLive(aRequest({ onConflict: 'fail' }), other({}));

    expect(viewOf(state).error).toMatchObject({
      code: 'OperationConflict',
      message: 'A marketplace operation of this offer is running: theirs. Nothing was submitted.',
    });
  });

  test('join follows it and says that it joined', () => {
    const state = goLive(aRequest(), other({}));

    expect(viewOf(state)).toMatchObject({ joined: true, marketplace: { operationId: 'theirs', version: '2' } });
    expect(state.marketplace?.productionBefore).toBe('1');
    expect(transitions(state)).toEqual(['accepted', 'submitted']);
  });

  test('canceling a joined one only stops following it', () => {
    const state = goLive(aRequest(), other({}), cancelAsked);

    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.message).toBe(
      'Marketplace operation theirs goes on and is no longer followed. This operation submitted nothing: it followed marketplace operation theirs.',
    );
  });

  test('a first release is joined without a version before it', () => {
    const offer = anOffer({ production: { kind: 'empty' }, running: [aRunning()] });

    expect(goLive(aRequest(), inspected(offer)).marketplace).not.toHaveProperty('productionBefore');
  });

  test('queue tells once, looks ever more seldom, and submits after its end', () => {
    const queued = goLive(aRequest({ onConflict: 'queue' }), other({}));
    const still = take(queued, [1200, other({})]);
    const over = take(still, inspected());

    expect(nextLookIn(queued)).toBe(30);
    expect(nextLookIn(still)).toBeCloseTo(2 * Math.sqrt(1199), 2);
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

    expect(stageOf(state, 'queued').consecutiveFailures).toBe(1);
  });

  test('a conflict that only the POST found is looked at', () => {
    const conflict = answered({ kind: 'refused', cause: { code: 'OperationConflict', message: 'in progress' } });
    const state = goLive(aRequest(), inspected(), conflict);

    expect(state.stage.phase).toBe('checking');
    expect(take(state, other({}), accepted).stage.phase).toBe('publishing');
  });
});
