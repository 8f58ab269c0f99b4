import type { MarketplaceApi } from '../../src/marketplace/api.ts';
import { runChaos } from '../../tools/chaos/chaos.ts';
import { killSeeds } from '../../tools/test-depth.ts';

const TEST_MS = 150_000;

const SEEDS = 2;

const runs = killSeeds(SEEDS).flatMap(
  (seed): [api: MarketplaceApi, kills: number, operations: number, seed: number][] => [
    ['cloud-partner-portal', 8, 10, seed],
    ['product-ingestion', 5, 6, seed],
  ],
);

test.each(runs)(
  '%s: %i kills of the host at random under %i operations lose nothing and submit nothing twice (KILL_SEED=%i)',
  async (api, wanted, operations, seed) => {
    // Act
    const plan = { api, kills: wanted, operations, seed, patienceSeconds: 60 };
    const { kills, fates, wrong } = await runChaos({ ...plan, victims: ['host'] });

    // Assess
    expect(wrong).toEqual([]);
    expect(kills.host + kills.worker).toBe(wanted);
    expect(fates).toHaveLength(operations);
  },
  TEST_MS,
);
