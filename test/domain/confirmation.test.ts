import type { Outcome } from '../../src/domain/command.ts';
import type { OfferSnapshot } from '../../src/domain/observation.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  aLiveOffer,
  anOffer,
  aRequest,
  aRunning,
  cancelAsked,
  endOf,
  goLive,
  inspected,
  looked,
  nextLookIn,
  observed,
  stageOf,
  take,
  timedOut,
  transitions,
  unknown,
} from './go-lives.ts';

/** Accepted 2 s after the request, so it must show from 62 s on. */
const publishing = goLive(aRequest(), inspected(), accepted);
const expecting = goLive(aRequest({ expectedVersion: '2' }), inspected(), accepted);
const joined = goLive(aRequest(), inspected(anOffer({ running: [aRunning()] })));
const told = (...more: string[]) => ['accepted', 'submitted', ...more];
const look = (overrides: Partial<OfferSnapshot> = {}) => inspected(anOffer(overrides));
const holds = (version: string) => ({ kind: 'holds', version }) as const;
const notFound = looked({ kind: 'not-found', message: '404' });
const succeeded = (overrides: Parameters<typeof observed>[0] = {}) => observed({ state: 'succeeded', ...overrides });

/** A look at the operation and then at the offer, the given number of seconds after the request. */
const sees = (seconds: number, operation: Outcome, offer: Outcome): [number, Outcome][] => [
  [seconds, timedOut],
  [seconds, operation],
  [seconds, offer],
];
/** The same twice; the second time after the longest time that a marketplace change needs to show. */
const seesTwice = (operation: Outcome, offer: Outcome) => [
  ...sees(100, operation, offer),
  ...sees(160, operation, offer),
];

describe('completed: live is said when two sources agree', () => {
  const completed = take(publishing, succeeded({ liveLinks: ['https://market/vm'] }));

  test('looks at the offer at once', () => {
    expect(stageOf(completed, 'publishing')).toMatchObject({ looksAt: 'completed', dueAt: completed.now });
    expect(transitions(completed)).toEqual(told());
  });

  test('production holds the version: live', () => {
    const state = take(completed, inspected(aLiveOffer()));

    expect(viewOf(state)).toMatchObject({
      status: 'Succeeded',
      result: { version: '2', liveLinks: ['https://market/vm'] },
    });
    expect(transitions(state)).toEqual(told('succeeded'));
  });

  test('whatever the status word says, which tells of the newest submission', () => {
    const moved = look({ production: holds('2'), preview: holds('3'), status: 'running' });

    expect(endOf(take(completed, moved))).toBe('Succeeded');
  });

  test.each([
    ['the old version in production', look({ status: 'succeeded' })],
    ['nothing in production', look({ status: 'succeeded', production: { kind: 'empty' } })],
    ['that something runs, and does not list it', look({ status: 'running' })],
    ['that something else runs', look({ running: [aRunning({ reach: 'preview' })] })],
  ])('the offer shows %s: a slot that lags. Told once, looked at until it agrees', (_situation, offer) => {
    const doubtful = take(publishing, ...seesTwice(succeeded(), offer));
    const state = take(doubtful, succeeded(), inspected(aLiveOffer()));

    expect(doubtful.stage.phase).toBe('publishing');
    expect(doubtful.attention?.code).toBe('LiveNotConfirmed');
    expect(nextLookIn(doubtful)).toBe(30);
    expect(transitions(doubtful)).toEqual(told('attention-needed'));
    expect(endOf(state)).toBe('Succeeded');
  });

  test('the next look begins with the operation: it may have said so too early', () => {
    const doubtful = take(completed, look());

    expect(stageOf(doubtful, 'publishing').looksAt).toBe('operation');
    expect(stageOf(take(doubtful, observed()), 'publishing')).not.toHaveProperty('overSince');
  });

  test('the offer cannot be looked at: tried again', () => {
    const state = take(completed, {
      kind: 'inspect',
      result: { kind: 'trouble', reason: 'timed-out', message: 'no answer' },
    });

    expect(stageOf(state, 'publishing')).toMatchObject({ looksAt: 'completed', consecutiveFailures: 1 });
  });
});

describe('R6: the next version is live already', () => {
  const moved = look({ production: holds('3'), preview: holds('3'), status: 'succeeded' });

  test('ours was, and has succeeded', () => {
    const state = take(expecting, ...sees(100, succeeded(), moved));

    expect(viewOf(state)).toMatchObject({ status: 'Succeeded', result: { version: '2', replacedBy: '3' } });
  });

  test('so it has when the operation names its version', () => {
    expect(endOf(take(expecting, ...sees(100, succeeded({ version: '2' }), moved)))).toBe('Succeeded');
  });

  test('a first release has as well', () => {
    const first = goLive(aRequest(), look({ production: { kind: 'empty' } }), accepted);

    expect(endOf(take(first, ...sees(100, succeeded(), moved)))).toBe('Succeeded');
  });
});

describe('R5: another version went live than the expected one', () => {
  const live = look({ production: holds('3'), preview: holds('3'), status: 'succeeded' });

  test('is no success', () => {
    const state = take(expecting, ...sees(100, succeeded({ version: '3' }), live));

    expect(endOf(state)).toBe('Failed PreviewChanged');
    expect(viewOf(state).error?.message).toBe(
      'Version 3 went live by marketplace operation ours; version 2 was to go live.',
    );
  });

  test('is one where none was expected', () => {
    const state = take(publishing, ...sees(100, succeeded({ version: '3' }), live));

    expect(viewOf(state)).toMatchObject({ status: 'Succeeded', result: { version: '3' } });
  });
});

describe('R8: completed, and nothing came of it', () => {
  const waiting = aRunning({ operationId: 'waiting', reach: 'sign-off' });

  test.each([
    ['the offer waits as before', look()],
    ['a publish waits in the list', look({ status: 'running', running: [waiting] })],
    ['the next version waits', look({ preview: holds('3'), status: 'succeeded' })],
  ])('%s: the go-live was taken back', (_what, offer) => {
    const state = take(publishing, ...seesTwice(succeeded(), offer));

    expect(endOf(state)).toBe('Failed MarketplaceFailed');
    expect(viewOf(state).error?.message).toBe(
      'Marketplace operation ours is completed, but version 2 is not live and nothing is on its way: its go-live was taken back.',
    );
  });

  test('not before it has had the time to show', () => {
    expect(take(publishing, ...sees(100, succeeded(), look()), ...sees(159, succeeded(), look())).stage.phase).toBe(
      'publishing',
    );
    expect(take(publishing, [30, timedOut], [31, succeeded()], [32, look()]).stage.phase).toBe('publishing');
  });

  test('`completed` under the id of a publish may be its own word: another version live is not our doing (C17)', () => {
    const moved = look({ production: holds('3'), preview: holds('3'), status: 'succeeded' });
    const state = take(expecting, ...seesTwice(succeeded({ reach: 'sign-off', version: '2' }), moved));

    expect(endOf(state)).toBe('Failed MarketplaceFailed');
    expect(endOf(take(expecting, ...seesTwice(succeeded({ reach: 'preview' }), moved)))).toBe(
      'Failed MarketplaceFailed',
    );
  });

  test('one that names the version that it takes live cannot be taken back: its slot lags', () => {
    expect(take(publishing, ...seesTwice(succeeded({ fixedVersion: true }), look())).attention?.code).toBe(
      'LiveNotConfirmed',
    );
  });

  test('canceled, when that was asked for', () => {
    const state = take(
      publishing,
      ...sees(100, succeeded(), look()),
      [120, cancelAsked],
      ...sees(160, succeeded(), look()),
    );

    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.message).toMatch(/its go-live was taken back\.$/);
  });

  test('what somebody else started leaves everything as before: checks again', () => {
    const state = take(joined, ...seesTwice(succeeded(), look()));

    expect(state.stage.phase).toBe('checking');
    expect(state.marketplace).toBeUndefined();
  });

  test('what was joined after a POST of unknown outcome leaves that: it is not sent again', () => {
    const other = look({ running: [aRunning({ version: '3' })] });
    const after = goLive(aRequest(), inspected(), [2, unknown], [62, timedOut], [63, other]);

    expect(endOf(take(after, ...sees(300, succeeded(), look()), ...sees(400, succeeded(), look())))).toBe(
      'Failed MarketplaceFailed',
    );
  });
});

describe('canceling and completed', () => {
  const lags = look({ status: 'succeeded' });
  const asked = take(publishing, [90, cancelAsked]);

  test('without confirmation in the settle time: canceled, and what is not confirmed is said', () => {
    const state = take(asked, ...seesTwice(succeeded(), lags));

    expect(endOf(state)).toBe('Canceled');
    expect(viewOf(state).cancellation?.message).toBe(
      'Marketplace operation ours is completed, but the offer does not show version 2 live: its status is "succeeded".',
    );
  });

  test('a wish that was refused does not: it goes live', () => {
    const refused = take(asked, observed({ cancelable: false }));

    expect(take(refused, ...seesTwice(succeeded(), lags)).stage.phase).toBe('publishing');
  });
});

describe('R7: the marketplace no longer knows the operation', () => {
  const missing = take(publishing, observed(), notFound);

  test('the offer is asked at once', () => {
    expect(stageOf(missing, 'publishing')).toMatchObject({ looksAt: 'missing', dueAt: missing.now });
  });

  test('live', () => {
    expect(endOf(take(missing, inspected(aLiveOffer())))).toBe('Succeeded');
  });

  test.each([
    ['under its id', aRunning({ operationId: 'ours', reach: 'unknown' })],
    ['by what it does', aRunning({ operationId: 'named otherwise' })],
  ])('listed all the same (%s): looks at it again, nobody is needed', (_how, running) => {
    const state = take(missing, look({ status: 'running', running: [running] }));

    expect(stageOf(state, 'publishing')).toMatchObject({ looksAt: 'operation', consecutiveFailures: 0 });
    expect(stageOf(state, 'publishing')).not.toHaveProperty('overSince');
    expect(state.attention).toBeUndefined();
  });

  test('not listed: told, and looked at again until it has had the time to show', () => {
    const state = take(publishing, ...sees(100, notFound, look()), ...sees(159, notFound, look()));

    expect(viewOf(state)).toMatchObject({ phase: 'publishing', attention: { code: 'OperationNotFound' } });
    expect(transitions(take(state, observed(), observed()))).toEqual(told('attention-needed', 'attention-cleared'));
  });

  test.each(['waiting-for-publisher', 'failed', 'canceled'] as const)(
    'then it is over, whatever the status says (%s)',
    (status) => {
      const state = take(publishing, ...seesTwice(notFound, look({ status })));

      expect(endOf(state)).toBe('Failed MarketplaceFailed');
      expect(viewOf(state).error).toMatchObject({
        message:
          `The marketplace accepted operation ours and then forgot it; the offer's status is "${status}".`.replace(
            'waiting-for-publisher',
            anOffer({ status }).statusWord,
          ),
        retryable: true,
      });
    },
  );

  test('canceled, when that was asked for, before or since', () => {
    const before = take(publishing, cancelAsked, ...seesTwice(notFound, look()));
    const since = take(publishing, ...sees(100, notFound, look()), cancelAsked, ...sees(160, notFound, look()));

    expect([before, since].map(endOf)).toEqual(['Canceled', 'Canceled']);
    expect(viewOf(since).cancellation?.message).toMatch(/accepted operation ours and then forgot it/);
  });

  test('what somebody else started leaves everything as before: checks again', () => {
    expect(take(joined, ...seesTwice(notFound, look())).stage.phase).toBe('checking');
  });
});
