import { runChaos } from './chaos.ts';

test('loses nothing and submits nothing twice when host and app are killed at random', async () => {
  // Prepare
  const seed = Date.now() % 1_000_000;

  // Act
  const { kills, fates, wrong } = await runChaos({ kills: 8, operations: 10, seed, patienceSeconds: 60 });

  // Assess
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  expect(kills.host + kills.worker).toBe(8);
  expect(fates).toHaveLength(10);
}, 150_000);
