import fc from 'fast-check';
import type { Signal } from '../../src/domain/command.ts';
import type { GoLiveRequest } from '../../src/domain/go-live-request.ts';
import { ASSERTED_STATUSES } from '../../src/domain/operation.ts';
import type { Death, Fate } from './activity-run.ts';
import { marketplace, toScript } from './arbitrary-marketplace.ts';
import { aRequest, at } from './go-lives.ts';
import { createLane } from './lane-model.ts';
import type { Scene } from './simulate.ts';

const HOUR = 3600;

const request: fc.Arbitrary<GoLiveRequest> = fc
  .record({
    onConflict: fc.constantFrom('join' as const, 'queue' as const, 'fail' as const, 'supersede' as const),
    expectedVersion: fc.constantFrom(undefined, undefined, '2'),
    notBefore: fc.constantFrom(undefined, undefined, undefined, at(600)),
    approval: fc.constantFrom(undefined, undefined, undefined, { required: 1, expiresAfterSeconds: 1800 }),
    deadlineSeconds: fc.oneof(
      { weight: 4, arbitrary: fc.constant(12 * HOUR) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 6 * HOUR }) },
    ),
  })
  .map(({ deadlineSeconds, expectedVersion, notBefore, approval, ...rest }) =>
    aRequest({
      ...rest,
      laneKey: 'contoso/vm',
      ...(expectedVersion !== undefined && { expectedVersion }),
      ...(notBefore !== undefined && { notBefore }),
      ...(approval && { approval }),
      terms: { deadlineAt: at(deadlineSeconds), announceSeconds: 900 },
    }),
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
    fc.constant<Signal>({ kind: 'cancel', notificationEmails: [], supersededBy: 'next' }),
    fc.constant<Signal>({ kind: 'approval', principalId: 'ann', decision: 'approve' }),
    fc.constant<Signal>({ kind: 'look', by: { kind: 'key' } }),
    fc
      .constantFrom(...ASSERTED_STATUSES)
      .map((as): Signal => ({ kind: 'end', by: { kind: 'principal', id: 'ann' }, as, reason: 'seen' })),
    fc
      .integer({ min: 0, max: 14 * HOUR })
      .map((seconds): Signal => ({ kind: 'deadline', by: { kind: 'key' }, deadlineAt: at(seconds) })),
  ),
});

const stillness = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 3000 }));
const death: fc.Arbitrary<Death> = fc
  .record({
    at: fc.constantFrom<Death['at']>(
      'before',
      'after',
      { passed: 'ticket' },
      { before: 'prepare' },
      { before: 'ticket' },
      { before: 'inspect' },
      { before: 'post' },
      { before: 'sent' },
      { before: 'running' },
      { before: 'cancel' },
    ),
    standsStillFor: fc.option(stillness, { nil: undefined, freq: 3 }),
    suspended: fc.boolean(),
    afterwards: fc.constantFrom('again' as const, 'lost' as const),
  })
  .map(({ at: where, standsStillFor, suspended, afterwards }) => ({
    at: where,
    afterwards,
    ...(standsStillFor !== undefined && { standsStillFor }),
    ...(suspended && { suspended }),
  }));
const fate: fc.Arbitrary<Fate | undefined> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: death.map((one) => ({ death: one })) },
  { weight: 1, arbitrary: stillness.map((againAfter) => ({ againAfter })) },
  { weight: 1, arbitrary: stillness.map((beginsAfter) => ({ beginsAfter })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('unasked' as const, 'unanswered' as const).map((recordAway) => ({ recordAway })),
  },
);

/**
 * A world as plain data: the requests, the actions of the marketplace and of others, and the fates of processes, clocks
 * and events.
 */
export const sceneData = fc.record({
  request,
  marketplace,
  signals: fc.array(signal, { maxLength: 3 }),
  fates: fc.array(fate, { maxLength: 30 }),
  /** Fates of submissions and cancels; they are rare among the activities, so they get fates of their own. */
  writes: fc.array(fate, { maxLength: 4 }),
  deliveries: fc.array(fc.record({ taken: fc.integer({ min: 0, max: 20 }), told: fc.boolean() }), { maxLength: 10 }),
  isAhead: fc.boolean(),
  skews: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 }),
});
export type SceneData = typeof sceneData extends fc.Arbitrary<infer T> ? T : never;

export function toScene({ fates, writes, deliveries, isAhead, skews, marketplace: of, ...rest }: SceneData): Scene {
  return {
    ...rest,
    marketplace: toScript(of),
    lane: createLane([]),
    fate: (activity, kind, earlier) => (kind === 'submit' || kind === 'cancel' ? writes[earlier] : fates[activity]),
    seconds: () => 0,
    deliver: (attempt, count) => deliveries[attempt] ?? { taken: count, told: true },
    clockSkew: (run) => (isAhead ? 1 : -1) * (skews[run % skews.length] ?? 0),
    tickets: true,
  };
}
