import { nextLookAt } from '../src/domain/polling-schedule.ts';
import { bimodal, earlier, logNormal, published, type Random, seeded, shareOf, withExceptions } from './durations.ts';

/** The default settings. */
const BOUNDS = { pollMinSeconds: 30, pollMaxSeconds: 600 };
/** The fixed pause that the schedule is compared with. */
const FIXED_SECONDS = 300;
const GO_LIVES = 20_000;
const EARLIER = 12;

interface GoLive {
  duration: number;
  durations?: number[];
}

interface Looks {
  count: number;
  /** Time from the end of the go-live to the look that sees it. */
  lagSeconds: number;
}

/** The number of looks at a go-live, and the delay with which its end is seen, by the product's schedule. */
function byTheSchedule({ duration, durations }: GoLive): Looks {
  let now = 0;
  for (let count = 1; ; count++) {
    now = nextLookAt({ now, startedAt: 0, consecutiveFailures: 0, bounds: BOUNDS, ...(durations && { durations }) });
    if (now / 1000 >= duration) return { count, lagSeconds: now / 1000 - duration };
  }
}

function byAFixedPause({ duration }: GoLive): Looks {
  const count = Math.ceil(duration / FIXED_SECONDS);
  return { count, lagSeconds: count * FIXED_SECONDS - duration };
}

/**
 * The average number of looks; the median and the 95th percentile of the lag, in seconds and as a share of the
 * duration.
 */
function figuresOf(goLives: readonly GoLive[], look: (goLive: GoLive) => Looks) {
  const seen = goLives.map(look);
  const lags = seen.map(({ lagSeconds }) => lagSeconds);
  const late = goLives.map(({ duration }, index) => (lags[index] ?? 0) / duration);
  const count = seen.reduce((sum, each) => sum + each.count, 0) / seen.length;
  return { count, median: shareOf(lags, 0.5), p95: shareOf(lags, 0.95), late: shareOf(late, 0.95) };
}

type Figure = [what: string, wanted: number, measured: (figures: Measured) => number, unit: 'times' | 'share'];
interface Measured {
  ours: ReturnType<typeof figuresOf>;
  fixed: ReturnType<typeof figuresOf>;
}

const looks = (wanted: number): Figure => ['looks', wanted, ({ ours, fixed }) => ours.count / fixed.count, 'times'];
const median = (wanted: number): Figure => [
  'median lag',
  wanted,
  ({ ours, fixed }) => ours.median / fixed.median,
  'times',
];
const late = (wanted: number): Figure => ['lag at p95', wanted, ({ ours }) => ours.late, 'share'];

const SCENES: [scene: string, draw: (random: Random) => GoLive, wanted: Figure[]][] = [
  [
    'no history',
    (random) => ({ duration: published(random) }),
    [looks(1), median(0.5), ['lag at p95', 1.05, ({ ours, fixed }) => ours.p95 / fixed.p95, 'times']],
  ],
  ['twelve earlier', (random) => after(random, withExceptions), [looks(0.65), median(0.4), late(0.04)]],
  ['bimodal, unlike its past', (random) => after(random, bimodal), [late(0.05)]],
  ['twice as slow as its past', (random) => after(random, (each, usual) => 2 * logNormal(each, usual)), [late(0.05)]],
];

/** A go-live of an offer whose earlier go-lives were log-normal, with some exceptions. */
function after(random: Random, draw: (random: Random, median: number) => number): GoLive {
  const usual = published(random);
  const durations = earlier(EARLIER, () => withExceptions(random, usual));
  return { duration: draw(random, usual), durations };
}

/** Compares the polling schedule with a look every 300 seconds, on the same generated go-lives. */
export async function schedule(): Promise<string[][]> {
  return SCENES.flatMap(([scene, draw, wanted], index) => {
    const random = seeded(index + 1);
    const goLives = Array.from({ length: GO_LIVES }, () => draw(random));
    const measured = { ours: figuresOf(goLives, byTheSchedule), fixed: figuresOf(goLives, byAFixedPause) };
    return wanted.map(([what, most, figure, unit]) => {
      const shown = figure(measured);
      const verdict = shown <= most ? 'met' : 'NOT MET';
      return [
        `${scene}: ${what}`,
        inUnit(shown, unit),
        `wanted: at most ${inUnit(most, unit)}, ${verdict}; ${both(measured)}`,
      ];
    });
  });
}

function inUnit(value: number, unit: Figure[3]): string {
  return unit === 'times' ? `${value.toFixed(3)} x` : `${(100 * value).toFixed(2)} %`;
}

function both({ ours, fixed }: Measured): string {
  return `ours ${inFull(ours)}; every ${FIXED_SECONDS} s ${inFull(fixed)}`;
}

function inFull({ count, median, p95, late }: Measured['ours']): string {
  return `${count.toFixed(0)} looks, lag ${median.toFixed(0)} s, p95 ${p95.toFixed(0)} s or ${(100 * late).toFixed(1)} %`;
}
