import { purgeEnded } from '../../src/operations/purge-ended.ts';
import type { Instance } from '../../src/platform/instances.ts';
import { type FakeInstances, fakeInstances } from '../functions/fake-instances.ts';

const NOW = Date.now();
const DAY = 24 * 3_600_000;

/** Created and ended so many days ago. */
function ended(id: string, createdDaysAgo: number, endedDaysAgo = createdDaysAgo, more: Partial<Instance> = {}) {
  return {
    id,
    runtimeStatus: 'Completed',
    createdTime: new Date(NOW - createdDaysAgo * DAY),
    lastUpdatedTime: new Date(NOW - endedDaysAgo * DAY),
    ...more,
  };
}

const TICKET = { orchestrator: 'submissionTicket' };
const REJECTION = { orchestrator: 'announceRejection' };

function purge(instances: FakeInstances, isLate = () => false) {
  return purgeEnded({ instances, retentionDays: 90, now: NOW, isLate });
}

test('forgets what ended before the retention time, with all that belongs to it', async () => {
  // Prepare
  const instances = fakeInstances(
    ended('old', 100),
    ended('old-post-1', 100, 100, TICKET),
    ended('old-post-2', 99, 99, TICKET),
    ended('older', 800),
    ended('rejected-1', 120, 120, REJECTION),
    ended('failed', 95, 95, { runtimeStatus: 'Failed' }),
    ended('terminated', 95, 95, { runtimeStatus: 'Terminated' }),
  );

  // Act
  const purged = await purge(instances);

  // Assess
  expect([...instances.all.keys()]).toEqual([]);
  expect(purged).toEqual({ operations: 4, others: 3 });
});

test('keeps what runs, however old, what ended of late, its tickets, and what is not ours', async () => {
  // Prepare
  const kept = [
    ended('running', 400, 100, { runtimeStatus: 'Running' }),
    ended('running-post-1', 400, 400, TICKET),
    ended('suspended', 400, 100, { runtimeStatus: 'Suspended' }),
    ended('pending', 400, 400, { runtimeStatus: 'Pending' }),
    ended('long', 300, 89),
    ended('long-post-1', 300, 300, TICKET),
    ended('new', 10),
    ended('rejected-1', 200, 10, REJECTION),
    ended('stranger', 400, 400, { orchestrator: 'theirs' }),
  ];
  const instances = fakeInstances(...kept);

  // Act
  const purged = await purge(instances);

  // Assess
  expect([...instances.all.keys()]).toEqual(kept.map(({ id }) => id));
  expect(purged).toEqual({ operations: 0, others: 0 });
});

test('forgets tickets that are left of an operation that is gone', async () => {
  // Prepare
  const instances = fakeInstances(ended('gone-post-2', 100, 100, TICKET));

  // Act
  await purge(instances);

  // Assess
  expect(instances.all.size).toBe(0);
});

test('keeps an operation whose ticket is still held', async () => {
  // Prepare
  const instances = fakeInstances(
    ended('old', 100),
    ended('old-post-1', 100, 100, TICKET),
    ended('old-post-2', 100, 100, { ...TICKET, runtimeStatus: 'Running' }),
  );

  // Act
  await purge(instances);

  // Assess
  expect(instances.all.size).toBe(3);
});

test('run twice, the second run finds nothing to do', async () => {
  // Prepare
  const instances = fakeInstances(ended('old', 100), ended('old-post-1', 100, 100, TICKET), ended('new', 1));

  // Act
  await purge(instances);
  const second = await purge(instances);

  // Assess
  expect(second).toEqual({ operations: 0, others: 0 });
});

test('two runs at once forget each instance once', async () => {
  // Prepare
  const old = Array.from({ length: 30 }, (_, n) => ended(`old-${n}`, 100));
  const instances = fakeInstances(...old);

  // Act
  const runs = await Promise.all([purge(instances), purge(instances)]);

  // Assess
  expect(instances.all.size).toBe(0);
  expect(runs.reduce((sum, { operations }) => sum + operations, 0)).toBe(30);
});

test('interrupted between the tickets and the operation, finds the rest the next time', async () => {
  // Prepare
  const instances = fakeInstances(
    ended('old', 100),
    ended('old-post-1', 100, 100, TICKET),
    ended('old-post-2', 100, 100, TICKET),
  );
  const { purge: forget } = instances;
  let calls = 0;
  instances.purge = async (id) => {
    if (++calls > 1) throw new Error('the host died');
    return forget(id);
  };
  await expect(purge(instances)).rejects.toThrow('the host died');
  instances.purge = forget;

  // Act
  await purge(instances);

  // Assess
  expect([...instances.all.keys()]).toEqual([]);
});

test('stops in time and leaves the rest for the next run', async () => {
  // Prepare
  const instances = fakeInstances(...Array.from({ length: 35 }, (_, n) => ended(`old-${n}`, 100)));
  let asked = 0;

  // Act
  const purged = await purge(instances, () => ++asked > 2);

  // Assess
  expect(purged.operations).toBe(20);
  expect(instances.all.size).toBe(15);
});
