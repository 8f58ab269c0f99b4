import type { MarketplaceApi } from '../../src/marketplace/api.ts';
import { type ChaosOptions, runChaos } from '../../tools/chaos/chaos.ts';

const TEST_MS = 150_000;

test.each<[api: MarketplaceApi, kills: number, operations: number]>([
  ['cloud-partner-portal', 8, 10],
  ['product-ingestion', 5, 6],
])(
  'loses nothing and submits nothing twice when the host is killed at random (%s)',
  (api, kills, operations) => playAndAssess({ api, kills, operations, victims: ['host'] }),
  TEST_MS,
);

async function playAndAssess(options: Omit<ChaosOptions, 'seed' | 'patienceSeconds'>): Promise<void> {
  // Prepare
  const seed = Date.now() % 1_000_000;

  // Act
  const { kills, fates, wrong } = await runChaos({ ...options, seed, patienceSeconds: 60 });

  // Assess
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  expect(kills.host + kills.worker).toBe(options.kills);
  expect(fates).toHaveLength(options.operations);
}
