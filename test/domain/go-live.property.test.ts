import fc from 'fast-check';
import type { Signal } from '../../src/domain/command.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import { lyingPost, marketplaceScript, post } from './arbitrary-marketplace.ts';
import { anyWindow, honestWindow } from './arbitrary-window.ts';
import { aRequest, at } from './go-lives.ts';
import { createLane } from './lane-model.ts';
import { createMarketplace, type MarketplaceScript } from './marketplace-model.ts';
import { type Crash, type Report, type Scene, simulate } from './simulate.ts';

const HOUR = 3600;
/** Longer than the longest activity, its crash and what one step may wait for a Retry-After. */
const LATE_SECONDS = 300;
const RUNS = 1000;

const request: fc.Arbitrary<GoLiveRequest> = fc
  .record({
    onConflict: fc.constantFrom('join' as const, 'queue' as const, 'fail' as const, 'supersede' as const),
    lane: fc.constantFrom('contoso/vm', undefined),
    notBefore: fc.constantFrom(undefined, undefined, at(600)),
    approval: fc.constantFrom(undefined, undefined, { required: 1, expiresAfterSeconds: 1800 }),
    deadlineSeconds: fc.integer({ min: 0, max: 6 * HOUR }),
  })
  .map(({ deadlineSeconds, ...rest }) =>
    aRequest({ ...rest, course: { deadlineAt: at(deadlineSeconds), announceSeconds: 900 } }),
  );

const moment = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map(at),
  fc.integer({ min: 0, max: 6 * HOUR }).map(at),
  fc.constantFrom('submitting' as const, 'settling' as const, 'publishing' as const, 'queued' as const),
);
const signal: fc.Arbitrary<Scene['signals'][number]> = fc.record({
  from: moment,
  signal: fc.oneof(
    fc.constant<Signal>({ kind: 'cancel', notificationEmails: [] }),
    fc.constant<Signal>({ kind: 'approval', principalId: 'ann', decision: 'approve' }),
  ),
});
const crash = fc.option(fc.constantFrom<Crash>('before', 'begun', 'after', 'lost'), { nil: undefined, freq: 2 });
const delivery = fc.record({ taken: fc.integer({ min: 0, max: 20 }), told: fc.boolean() });

const inLane = fc.record({ endsAt: fc.integer({ min: -100, max: 9000 }).map(at), leaves: fc.boolean() });

/** What happens around the machine, apart from the marketplace. */
const shell = fc.record({
  request,
  signals: fc.array(signal, { maxLength: 4 }),
  crashes: fc.array(crash, { maxLength: 40 }),
  seconds: fc.array(fc.constantFrom(0, 0, 0, 1, 5, 59, 61, 130), { maxLength: 40 }),
  deliveries: fc.array(delivery, { maxLength: 40 }),
  ahead: fc.array(inLane, { maxLength: 2 }).map((some) => some.map((one, index) => ({ ...one, id: `ahead-${index}` }))),
});
type Shell = typeof shell extends fc.Arbitrary<infer T> ? T : never;

function play({ request: asked, signals, crashes, seconds, deliveries, ahead }: Shell, script: MarketplaceScript) {
  const marketplace = createMarketplace(script);
  const scene: Scene = {
    request: asked,
    marketplace,
    lane: createLane(ahead),
    signals,
    crash: (activity) => crashes[activity],
    seconds: (activity) => seconds[activity] ?? 0,
    deliver: (attempt, count) => deliveries[attempt] ?? { taken: count, told: true },
    tickets: true,
  };
  return { marketplace, report: simulate(scene) };
}

/** What holds in every world. */
function assessCourse(
  { request: asked, signals }: Shell,
  { state, steps, stepsAtOnce, transitions, received }: Report,
) {
  const { stage } = state;
  const { course } = asked;
  if (stage.phase !== 'ended') throw new Error(`It stopped in phase "${stage.phase}".`);
  expect(stage.endedAt).toBeLessThanOrEqual(course.deadlineAt + LATE_SECONDS * 1000);

  const LAST = ['succeeded', 'failed', 'canceled'];
  expect(transitions.map(({ sequence }) => sequence)).toEqual(transitions.map((_, index) => index + 1));
  expect(transitions.filter(({ name }) => LAST.includes(name))).toHaveLength(1);
  expect(LAST).toContain(transitions.at(-1)?.name);
  // In order and without holes; what could not be delivered in time is missing at the end alone.
  expect(received).toEqual(received.map((_, index) => index + 1));

  const hours = (stage.endedAt - asked.requestedAt) / 1000 / HOUR;
  expect(steps).toBeLessThanOrEqual(120 + signals.length + hours * 600);
  expect(stepsAtOnce).toBeLessThanOrEqual(30 + signals.length);
}

test('any marketplace whose list shows what runs: one accepted submission at most, an end by the deadline, no hole', () => {
  const script = marketplaceScript({
    posts: fc.array(post, { minLength: 1, maxLength: 5 }),
    window: anyWindow,
    fleeting: fc.constant(false),
  });

  fc.assert(
    fc.property(shell, script, (around, marketplaceOf) => {
      const { marketplace, report } = play(around, marketplaceOf);
      assessCourse(around, report);
      expect(marketplace.accepted().length).toBeLessThanOrEqual(1);
    }),
    { numRuns: RUNS },
  );
});

test('a marketplace that refuses what it accepted: never two at once', () => {
  const script = marketplaceScript({
    posts: fc.array(lyingPost, { minLength: 1, maxLength: 5 }),
    window: anyWindow,
    fleeting: fc.constant(false),
  });

  fc.assert(
    fc.property(shell, script, (around, marketplaceOf) => {
      const { marketplace, report } = play(around, marketplaceOf);
      assessCourse(around, report);
      expect(marketplace.twoAtOnce()).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

test('an operation that is over before anybody looked: one accepted submission, and success is said of the truth alone', () => {
  const script = marketplaceScript({
    posts: fc.array(post, { minLength: 1, maxLength: 5 }),
    window: honestWindow,
    others: fc.constant([]),
    fleeting: fc.constant(true),
  });

  fc.assert(
    fc.property(shell, script, (around, marketplaceOf) => {
      const { marketplace, report } = play(around, marketplaceOf);
      assessCourse(around, report);
      expect(marketplace.accepted().length).toBeLessThanOrEqual(1);
      const { state } = report;
      if (state.stage.phase === 'ended' && state.stage.end.status === 'Succeeded') {
        const { end, endedAt } = state.stage;
        expect(marketplace.truth(endedAt).production).toEqual({ kind: 'holds', version: end.version });
      }
    }),
    { numRuns: RUNS },
  );
});
