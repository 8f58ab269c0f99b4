import fc from 'fast-check';
import { begin } from '../../../src/domain/gates.ts';
import { ON_CONFLICT } from '../../../src/domain/go-live-request.ts';
import { propertyRuns } from '../../../tools/test-depth.ts';
import { aRequest } from '../../domain/go-lives.ts';
import { faults, SETTLE_SECONDS } from './arbitrary-faults.ts';
import { BACKENDS, openBackend } from './backends.ts';
import { carry } from './carry.ts';
import { type Deed, startRehearsal, type Truth } from './rehearsal.ts';
import { amongStrangers, SOMEBODY_ELSE } from './strangers.ts';

// The machine, a real client and the rehearsal marketplace, while others publish, go live and cancel between any two calls.

const RUNS = propertyRuns(100);
const START = Date.parse('2026-01-05T09:00:00Z');

/**
 * The marketplace's other promise (docs/cases.md): a go-live that ends with the same result as an earlier one lasts
 * long enough for a look to see it.
 */
const MIN_SECONDS = 600;
const course = fc.oneof(
  fc.record({ seconds: fc.integer({ min: 1, max: 90 }), outcome: fc.constant('completes') }),
  fc.record({ seconds: fc.integer({ min: 1, max: 4000 }), outcome: fc.constant('completes') }),
  fc.record({ seconds: fc.integer({ min: MIN_SECONDS, max: 4000 }), outcome: fc.constant('fails') }),
);
const scenes = fc.record({
  faults,
  meanwhile: fc.array(
    fc.record({
      call: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })),
      deed: fc.constantFrom<Deed>('publish', 'publish', 'golive', 'cancel'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  goLive: course,
  publish: course,
  answers: fc.record({
    previewOfLive: fc.constantFrom('gone', 'same-id'),
    canceled: fc.constantFrom('gone', 'failed'),
    refusals: fc.constantFrom('job', 'http'),
    waiting: fc.constantFrom('running', 'documented'),
    goLiveId: fc.constantFrom('own', 'publish'),
  }),
  leaves: fc.constantFrom('canceled', 'waiting'),
  onConflict: fc.constantFrom(...ON_CONFLICT),
  expects: fc.boolean(),
  cancelFrom: fc.option(fc.constantFrom('checking' as const, 'settling' as const, 'publishing' as const), {
    nil: undefined,
    freq: 4,
  }),
  crashes: fc.record({
    kinds: fc.subarray(['inspect', 'submit', 'observe', 'cancel']),
    times: fc.integer({ min: 0, max: 3 }),
    posted: fc.boolean(),
  }),
});

const goLives = ({ operations }: Truth) => operations.filter(({ kind }) => kind === 'goLive');
const isOurs = ({ startedBy }: Truth['operations'][number]) => startedBy !== SOMEBODY_ELSE;

test.each(BACKENDS)(
  '$api: what others do makes no second submission, of no other version, and the end is true',
  async (backend) => {
    const rehearsal = await startRehearsal(START);
    let offers = 0;
    const met = { strangers: 0, ours: 0, success: 0 };
    try {
      await fc.assert(
        fc.asyncProperty(scenes, async (scene) => {
          // Prepare
          const offerId = `offer-${++offers}`;
          await rehearsal.script(offerId, {
            slots: { preview: 2, production: 1 },
            goLive: {
              steps: [
                { id: 'displaypackage', seconds: scene.goLive.seconds },
                { id: 'live', outcome: scene.goLive.outcome },
              ],
            },
            publish: { steps: [{ id: 'displaycertify', ...scene.publish }] },
            cancel: { answer: 'operation', seconds: MIN_SECONDS, leaves: scene.leaves },
            answers: scene.answers,
            faults: scene.faults,
          });
          const client = openBackend(backend, rehearsal.url);
          const { port, numbers, meant, strangersCanceled } = amongStrangers(client, rehearsal, scene.meanwhile);
          const requestedAt = rehearsal.now();
          const request = aRequest({
            offerId,
            requestedAt,
            onConflict: scene.onConflict,
            ...(scene.expects && backend.api === 'cloud-partner-portal' && { expectedVersion: '2' }),
            terms: { settleSeconds: SETTLE_SECONDS, deadlineAt: requestedAt + 12 * 3600 * 1000 },
          });
          const cancel = { kind: 'cancel' as const, notificationEmails: [] };
          const signals = scene.cancelFrom === undefined ? [] : [{ from: scene.cancelFrom, signal: cancel }];

          // Act
          const world = { marketplace: port, rehearsal, signals, crashes: scene.crashes };
          const { state, transitions } = await carry(begin(request, requestedAt), world);

          // Assess
          const truth = await rehearsal.truth(offerId);
          const ours = goLives(truth).filter(isOurs);
          if (state.stage.phase !== 'ended') throw new Error('It has not ended.');
          const { end } = state.stage;
          met.strangers += truth.operations.some((each) => !isOurs(each)) ? 1 : 0;
          met.ours += ours.length;
          met.success += end.status === 'Succeeded' ? 1 : 0;
          expect(transitions.map(({ sequence }) => sequence)).toEqual(transitions.map((_, index) => index + 1));
          expect(ours.length).toBeLessThanOrEqual(1);
          for (const { version } of ours) expect(meant).toContain(version);
          if (ours.length > 0) expect(state.submitted).not.toBe('no');
          if (!state.adopted) expect(strangersCanceled).toEqual([]);
          if (end.status === 'Succeeded') {
            const wentLive = goLives(truth).filter((each) => each.state === 'completed');
            expect(wentLive.map(({ version }) => version)).toContain(numbers.get(end.version));
          }
        }),
        RUNS,
      );
    } finally {
      await rehearsal.close();
    }
    // The runs really contained what the title names.
    expect(Object.values(met).every((runs) => runs > RUNS.numRuns / 10)).toBe(true);
  },
);
