import type { MarketplaceApi } from '../../src/marketplace/api.ts';
import { runChaos } from '../../tools/chaos/chaos.ts';

test.each<[api: MarketplaceApi, kills: number, operations: number]>([
  ['cloud-partner-portal', 8, 10],
  ['product-ingestion', 5, 6],
])(
  'loses nothing and submits nothing twice when host and app are killed at random (%s)',
  async (api, count, operations) => {
    // Prepare
    const seed = Date.now() % 1_000_000;

    // Act
    const { kills, fates, wrong } = await runChaos({ kills: count, operations, seed, patienceSeconds: 60, api });

    // Assess
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
    expect(kills.host + kills.worker).toBe(count);
    expect(fates).toHaveLength(operations);
  },
  150_000,
);
