import fc from 'fast-check';
import { propertyRuns } from '../../tools/test-depth.ts';
import { sceneData, toScene } from './arbitrary-scene.ts';
import { faultsOf } from './assess.ts';
import { loadMachine, type Mutation } from './load-machine.ts';
import { type Report, type Scene, simulate } from './simulate.ts';

/** `TEST_DEPTH=full PROPERTY_RUNS=100000` for a thorough search. */
const RUNS = propertyRuns(Number(process.env['PROPERTY_RUNS'] ?? 3000));
const TIMEOUT_MS = 60_000 + RUNS.numRuns * 20;

/** Rare features of a run that must all occur. */
const FEATURES = {
  'the answer to a POST was lost': ({ trail }: Report) => trail.some(isLost),
  'others published meanwhile': ({ marketplace }: Report) => marketplace.history.deedsDone.includes('publish'),
  'it was over before the first look': (report: Report) => isOverBeforeTheFirstLook(report),
  'the details of an operation could not be read': ({ marketplace }: Report) => marketplace.history.detailFaults > 0,
} satisfies Record<string, (report: Report) => boolean>;

const ALL = 'all of these in one run';

function isLost({ outcome }: Report['trail'][number]): boolean {
  return outcome.kind === 'submit' && (outcome.result.kind === 'unknown' || outcome.result.kind === 'interrupted');
}

function isOverBeforeTheFirstLook({ trail, marketplace }: Report): boolean {
  const lost = trail.findIndex(isLost);
  const look = trail
    .slice(lost + 1)
    .find(({ outcome }) => outcome.kind === 'inspect' && outcome.result.kind === 'inspected');
  if (lost < 0 || !look) return false;
  return marketplace.history.accepted.some(({ at, operation: { course } }) => at + course.lasts * 1000 < look.askedAt);
}

test(
  'any marketplace, others at work, and whatever happens to processes: what must never happen does not',
  async () => {
    // Prepare
    const seen = new Map<string, number>();
    const count = (feature: string) => seen.set(feature, (seen.get(feature) ?? 0) + 1);

    // Act
    await fc.assert(
      fc.asyncProperty(sceneData, async (data) => {
        const scene = toScene(data);
        const report = await simulate(scene);
        const shown = Object.entries(FEATURES).flatMap(([name, isIn]) => (isIn(report) ? [name] : []));
        for (const name of shown) count(name);
        if (shown.length === Object.keys(FEATURES).length) count(ALL);
        expect(faultsOf(scene, report)).toEqual([]);
      }),
      RUNS,
    );

    // Assess: the features that the properties are about have occurred.
    const rare = [...Object.keys(FEATURES), ALL].filter((feature) => (seen.get(feature) ?? 0) / RUNS.numRuns < 0.01);
    expect(rare).toEqual([]);
  },
  TIMEOUT_MS,
);

const mutation = (file: string, find: string, replace: string): Mutation => ({ guard: find, file, find, replace });

/** Courses of events that earlier machines handled wrongly, each by the false belief behind it. */
const BELIEFS: [belief: string, mutations: Mutation[], change?: (scene: Scene) => Scene][] = [
  [
    'the status word tells whether a submission was accepted, whatever production holds',
    [
      mutation(
        'domain/settling.ts',
        'if (versionIn(offer.production) === intent.version) return succeed(state, intent.version);',
        '',
      ),
      mutation(
        'domain/settling.ts',
        'differenceFrom(unsettled.intent, offer) !== undefined',
        'offer.status !== unsettled.intent.before.status',
      ),
      mutation('domain/settling.ts', 'if (versionIn(offer.preview) !== intent.version) {', 'if (false) {'),
      mutation('activities/submit.ts', 'if (changed) return changed;', ''),
    ],
  ],
  [
    'live is only what the status word calls live as well',
    [
      mutation(
        'domain/confirmation.ts',
        'if (versionIn(offer.production) === tracked.version) return',
        "if (versionIn(offer.production) === tracked.version && offer.status === 'succeeded') return",
      ),
      mutation('domain/confirmation.ts', 'if (live !== undefined && !isUnchanged && !isUntouched) {', 'if (false) {'),
    ],
  ],
  [
    'an operation whose details cannot be read may be ours',
    [
      mutation(
        'domain/settling.ts',
        "reach === 'live' && version === intent.version",
        "reach === 'live' || reach === 'unknown'",
      ),
    ],
    (scene) => ({ ...scene, marketplace: { ...scene.marketplace, guesses: true } }),
  ],
  [
    'an operation that is forgotten may come back',
    [
      mutation(
        'domain/confirmation.ts',
        'return isSettled ? overWithoutEffect(state, message) : needAttention(',
        'return needAttention(',
      ),
    ],
  ],
];

test.each(BELIEFS)(
  'the search finds what is wrong with: %s',
  async (_belief, mutations, change = (scene) => scene) => {
    const machine = loadMachine(...mutations);

    const found = await fc.check(
      fc.asyncProperty(sceneData, async (data) => {
        const scene = change(toScene(data));
        return faultsOf(scene, await simulate(scene, machine)).length === 0;
      }),
      { ...propertyRuns(3000), numRuns: 3000, endOnFailure: true },
    );

    expect(found.failed).toBe(true);
  },
  TIMEOUT_MS,
);
