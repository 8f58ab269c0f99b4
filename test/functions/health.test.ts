import { createHealth } from '../../src/functions/health.ts';
import type { Check } from '../../src/operations/check-dependencies.ts';
import { DEPENDENCIES, type Dependency } from '../../src/platform/dependency.ts';
import { bodyOf } from './requests.ts';

const OPTIONS = { limitMs: 50, keptMs: 60_000 };

function checksThat(overrides: Partial<Record<Dependency, Check>> = {}) {
  const asked: Dependency[] = [];
  const warned: Dependency[] = [];
  const checks = Object.fromEntries(
    DEPENDENCIES.map((dependency) => [
      dependency,
      (signal: AbortSignal) => {
        asked.push(dependency);
        return overrides[dependency]?.(signal) ?? Promise.resolve();
      },
    ]),
  ) as Record<Dependency, Check>;
  return { checks, asked, warned, warn: (dependency: Dependency) => warned.push(dependency) };
}

test('answers 200 when every dependency can be used', async () => {
  // Act
  const response = await createHealth(OPTIONS)(checksThat());

  // Assess
  expect(response.status).toBe(200);
  expect(bodyOf(response)).toEqual({
    status: 'healthy',
    dependencies: {
      settings: 'ok',
      taskHub: 'ok',
      record: 'ok',
      keyVault: 'ok',
      eventGrid: 'ok',
      marketplace: 'ok',
      serviceBus: 'ok',
    },
  });
});

test('answers 503 and tells which one fails, the reason to operators alone', async () => {
  // Prepare
  const ports = checksThat({
    keyVault: async () => {
      throw new Error('contoso.vault.azure.net: 403 for key CANARY');
    },
  });

  // Act
  const response = await createHealth(OPTIONS)(ports);

  // Assess
  expect(response.status).toBe(503);
  expect(bodyOf(response)).toMatchObject({ status: 'unhealthy', dependencies: { keyVault: 'failing', taskHub: 'ok' } });
  expect(JSON.stringify(response)).not.toMatch(/CANARY|contoso/);
  expect(ports.warned).toEqual(['keyVault']);
});

test('waits for no dependency longer than the limit, and tells it to stop', async () => {
  // Prepare
  let stopped = false;
  const hangs: Check = (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        stopped = true;
        reject(signal.reason);
      });
    });

  const ports = checksThat({ serviceBus: hangs, marketplace: () => new Promise(() => {}) });

  // Act
  const response = await createHealth(OPTIONS)(ports);

  // Assess
  expect(bodyOf(response)).toMatchObject({ dependencies: { serviceBus: 'timed-out', marketplace: 'timed-out' } });
  expect(stopped).toBe(true);
  expect(ports.warned.sort()).toEqual(['marketplace', 'serviceBus']);
});

test('checks once for many who ask at once or soon after', async () => {
  // Prepare
  const health = createHealth(OPTIONS);
  const ports = checksThat();

  // Act
  await Promise.all(Array.from({ length: 50 }, () => health(ports)));
  await health(ports);

  // Assess
  expect(ports.asked).toHaveLength(DEPENDENCIES.length);
});

test('checks again when the result is old', async () => {
  // Prepare
  const health = createHealth({ ...OPTIONS, keptMs: 0 });
  const ports = checksThat();

  // Act
  await health(ports);
  await health(ports);

  // Assess
  expect(ports.asked).toHaveLength(2 * DEPENDENCIES.length);
});
