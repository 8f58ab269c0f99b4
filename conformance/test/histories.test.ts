import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ORCHESTRATORS } from '../../test/replay/orchestrators.ts';
import { replayFixture } from '../../test/replay/replay-fixture.ts';
import type { Fixture } from '../../tools/record/fixture.ts';
import { PATHS, PATHS_WITHOUT_EVENT_GRID } from '../../tools/record/paths.ts';
import { type Rehearsal, rehearse } from '../../tools/record/rehearsal.ts';
import { startStack } from '../../tools/stack/running-stack.ts';
import { executionsOf } from '../recorded-executions.ts';
import { isShort, SHORT_PATHS } from '../short-form.ts';
import { atOnce } from './at-once.ts';

const AT_ONCE = 6;

const isWanted = (name: string) => !isShort() || SHORT_PATHS.includes(name);
const together = Object.keys(PATHS).filter(isWanted);
const alone = Object.keys(PATHS_WITHOUT_EVENT_GRID).filter(isWanted);

/** The outcome of each path: its executions, or the reason why it did not reach its end. */
const driven = new Map<string, Fixture[] | Error>();

beforeAll(async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'go-live-histories-'));
  const record = path.join(directory, 'calls.jsonl');
  const pace = { GO_LIVE_POLL_MIN_SECONDS: '0.5', GO_LIVE_POLL_MAX_SECONDS: '0.5' };
  const stack = await startStack({ CONFORMANCE_RECORD: record, ...pace });
  const rehearsal = rehearse(stack);
  const driveOne = async (name: string) =>
    driven.set(
      name,
      await drive(rehearsal, name).then(
        (id) => executionsOf(record, id),
        (error: Error) => error,
      ),
    );
  try {
    await atOnce(AT_ONCE, together, driveOne);
    await atOnce(1, alone, driveOne);
  } finally {
    await stack.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}, 300_000);

test.each([...together, ...alone])('the path "%s" reaches its end, and what was recorded replays', async (name) => {
  // Act
  const executions = driven.get(name);

  // Assess
  if (!Array.isArray(executions)) throw executions ?? new Error('It was not driven.');
  expect(executions.length).toBeGreaterThan(0);
  for (const execution of executions.filter(({ history }) => history.length > 0))
    await replayFixture(execution, ORCHESTRATORS);
});

/** Drives the path to its end; returns the instance. */
async function drive(rehearsal: Rehearsal, name: string): Promise<string> {
  const path = { ...PATHS, ...PATHS_WITHOUT_EVENT_GRID }[name];
  if (!path) throw new Error(`There is no path "${name}".`);
  const id = await path(rehearsal, name);
  await rehearsal.ended(id);
  return id;
}
