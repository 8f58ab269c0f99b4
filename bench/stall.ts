import { type FollowingStage, follow } from '../src/domain/following.ts';
import { begin } from '../src/domain/gates.ts';
import type { GoLive } from '../src/domain/go-live.ts';
import type { Instant } from '../src/domain/instant.ts';
import { nextLookAt } from '../src/domain/polling-schedule.ts';
import { stallOf } from '../src/domain/stall.ts';
import { earlier, logNormal, published, type Random, seeded, shareOf, withExceptions } from './durations.ts';

const BOUNDS = { pollMinSeconds: 30, pollMaxSeconds: 600 };
const FIXED_SECONDS = 300;
const GO_LIVES = 10_000;
const EARLIER = 12;
const DAY = 24 * 3600;

interface Offer {
  usual: number;
  durations: number[];
}

const offerOf = (random: Random, count: number, draw = logNormal): Offer => {
  const usual = published(random);
  return { usual, durations: earlier(count, () => draw(random, usual)) };
};

/** A go-live that was submitted at 0, of an offer with those earlier ones. */
function submitted(durations: number[]): GoLive {
  const terms = { ...BOUNDS, settleSeconds: 60, deadlineAt: 1e15, announceSeconds: 3600 };
  const request = {
    operationId: 'bench',
    publisherId: 'contoso',
    offerId: 'vm',
    requestedAt: 0,
    onConflict: 'join' as const,
    fingerprint: '',
    terms,
  };
  const state = follow(begin(request, 0), { operationId: 'theirs', ref: '', version: '1' });
  return durations.length > 0 ? { ...state, history: { basis: 'offer', durations, steps: {} } } : state;
}

/** When the stall is reported, in seconds: by the first look after the threshold; never, if the go-live ends before. */
function toldAt(durations: number[], duration: number, look: (now: Instant, stallsAt: Instant) => Instant): number {
  const state = submitted(durations);
  const { at } = stallOf(state, state.stage as FollowingStage);
  let now = 0;
  while (now < at) {
    now = look(now, at);
    if (now / 1000 >= duration) return Number.POSITIVE_INFINITY;
  }
  return now / 1000;
}

const bySchedule = (durations: number[]) => (now: Instant, stallsAt: Instant) =>
  nextLookAt({
    now,
    startedAt: 0,
    consecutiveFailures: 0,
    bounds: BOUNDS,
    stallsAt,
    durations,
  });
const fixed = () => (now: Instant) => now + FIXED_SECONDS * 1000;
type Looking = typeof bySchedule;

/** The share of go-lives that are reported as stalled although they end by themselves. */
function rings(count: number, draw: (random: Random, usual: number) => number, looking: Looking): number {
  const random = seeded(7);
  const rung = Array.from({ length: GO_LIVES }, () => {
    const { usual, durations } = offerOf(random, count);
    return Number.isFinite(toldAt(durations, draw(random, usual), looking(durations)));
  });
  return rung.filter(Boolean).length / GO_LIVES;
}

/** How late a go-live that never ends is reported, in multiples of its offer's 90th percentile: the latest of all. */
function latest(count: number, looking: Looking): number {
  const random = seeded(8);
  const times = Array.from({ length: GO_LIVES }, () => {
    const { durations } = offerOf(random, count, withExceptions);
    return toldAt(durations, Number.POSITIVE_INFINITY, looking(durations)) / shareOf(durations, 0.9);
  });
  return Math.max(...times);
}

/** How soon a real stall is reported, and how often a go-live that merely takes its time is mistaken for one. */
export async function stall(): Promise<string[][]> {
  const slow = (random: Random, usual: number) => 2 * logNormal(random, usual);
  const percent = (value: number) => `${(100 * value).toFixed(2)} %`;
  const times = (value: number) => `${value.toFixed(2)} x p90`;
  const hours = (value: number) => `${(value / 3600).toFixed(1)} h`;
  const blind = (looking: Looking) => toldAt([], Number.POSITIVE_INFINITY, looking([]));
  return [
    row('normal ones that ring', (looking) => rings(EARLIER, logNormal, looking), 0.01, percent),
    row('ones twice as slow that ring', (looking) => rings(EARLIER, slow, looking), 0.2, percent),
    row('normal ones, three earlier', (looking) => rings(3, logNormal, looking), 0.01, percent),
    row('told, of those that never end', (looking) => latest(EARLIER, looking), 3, times),
    row('told, without a history', blind, DAY, hours),
  ];
}

function row(what: string, figure: (looking: Looking) => number, most: number, inWords: (value: number) => string) {
  const ours = figure(bySchedule);
  const verdict = ours <= most ? 'met' : 'NOT MET';
  return [
    what,
    inWords(ours),
    `wanted: at most ${inWords(most)}, ${verdict}; every ${FIXED_SECONDS} s ${inWords(figure(fixed))}`,
  ];
}
