import fc from 'fast-check';
import { versionIn } from '../../../src/domain/before.ts';
import { isInTheWay } from '../../../src/domain/checking.ts';
import { begin } from '../../../src/domain/gates.ts';
import { ON_CONFLICT } from '../../../src/domain/go-live-request.ts';
import type { OfferSnapshot } from '../../../src/domain/observation.ts';
import type { Phase } from '../../../src/domain/phase.ts';
import { propertyRuns } from '../../../tools/test-depth.ts';
import { aRequest } from '../../domain/go-lives.ts';
import { faults, SETTLE_SECONDS } from './arbitrary-faults.ts';
import { BACKENDS, openBackend } from './backends.ts';
import { carry } from './carry.ts';
import { startRehearsal } from './rehearsal.ts';

// The machine, a real client and the rehearsal marketplace together, with arbitrary faults; the invariants must hold all the
// same.

const isLive = ({ production }: OfferSnapshot, version: string) => versionIn(production) === version;

const START = Date.parse('2026-01-05T09:00:00Z');

const scenes = fc.record({
  faults,
  outcome: fc.constantFrom('completes', 'completes', 'fails'),
  seconds: fc.integer({ min: 1, max: 2000 }),
  first: fc.boolean(),
  answers: fc.record({
    previewOfLive: fc.constantFrom('gone', 'same-id'),
    canceled: fc.constantFrom('gone', 'failed'),
    refusals: fc.constantFrom('job', 'http'),
    waiting: fc.constantFrom('running', 'documented'),
    goLiveId: fc.constantFrom('own', 'publish'),
  }),
  onConflict: fc.constantFrom(...ON_CONFLICT),
  cancelFrom: fc.option(fc.constantFrom<Phase>('checking', 'settling', 'publishing'), { nil: undefined, freq: 4 }),
  crashes: fc.record({
    kinds: fc.subarray(['inspect', 'submit', 'observe', 'cancel']),
    times: fc.integer({ min: 0, max: 3 }),
    posted: fc.boolean(),
  }),
});

test.each(BACKENDS)('$api: sent once, always an end, and the end is the truth', async (backend) => {
  const rehearsal = await startRehearsal(START);
  let offers = 0;
  try {
    await fc.assert(
      fc.asyncProperty(scenes, async (scene) => {
        // Prepare
        const offerId = `offer-${++offers}`;
        const { seconds, outcome, answers, first } = scene;
        const course = {
          goLive: {
            steps: [
              { id: 'displaypackage', seconds },
              { id: 'live', outcome },
            ],
          },
          answers,
        };
        await rehearsal.script(offerId, { slots: { preview: 2, ...(!first && { production: 1 }) }, ...course });
        await rehearsal.script(offerId, { ...course, faults: scene.faults });
        const requestedAt = rehearsal.now();
        const request = aRequest({
          offerId,
          requestedAt,
          onConflict: scene.onConflict,
          terms: { settleSeconds: SETTLE_SECONDS, deadlineAt: requestedAt + 12 * 3600 * 1000 },
        });
        const cancel = { kind: 'cancel' as const, notificationEmails: [] };
        const signals = scene.cancelFrom === undefined ? [] : [{ from: scene.cancelFrom, signal: cancel }];

        // Act
        const world = { marketplace: openBackend(backend, rehearsal.url), rehearsal, signals, crashes: scene.crashes };
        const { state, transitions } = await carry(begin(request, requestedAt), world);

        // Assess
        const { accepted, writes } = await rehearsal.asked(offerId);
        const posts = writes.filter(({ action }) => action !== 'cancel').length;
        await rehearsal.script(offerId, course);
        const truth = await openBackend(backend, rehearsal.url).inspect(offerId);
        if (truth.kind !== 'inspected' || state.stage.phase !== 'ended') throw new Error(JSON.stringify(truth));
        const { end } = state.stage;
        const { preview } = truth.offer;
        expect(accepted).toBeLessThanOrEqual(1);
        expect(posts).toBeLessThanOrEqual(8);
        expect(transitions.map(({ sequence }) => sequence)).toEqual(transitions.map((_, index) => index + 1));
        if (end.status === 'Succeeded') expect([accepted, isLive(truth.offer, end.version)]).toEqual([1, true]);
        if (end.status === 'Canceled') expect(truth.offer.running.filter(isInTheWay)).toEqual([]);
        if (accepted === 0) expect(preview.kind === 'holds' && !isLive(truth.offer, preview.version)).toBe(true);
        if (accepted === 1 && outcome === 'completes' && !scene.cancelFrom) expect(end.status).toBe('Succeeded');
      }),
      propertyRuns(100),
    );
  } finally {
    await rehearsal.close();
  }
});
