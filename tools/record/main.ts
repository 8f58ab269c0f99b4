import { startStack } from '../stack/running-stack.ts';
import { removeFixtures, writeFixture } from './fixture.ts';
import { PATHS, PATHS_WITHOUT_EVENT_GRID } from './paths.ts';
import { keepPastExecutions, readExecutions } from './recorded-journal.ts';
import { type Rehearsal, rehearse } from './rehearsal.ts';

// npm run record [-- path ...]: drives the built product through every path of its orchestrators (or those named) and
// writes what the task hub recorded to test/replay/*.history.json. Run it after the build.

const wanted = process.argv.slice(2);
const known = [...Object.keys(PATHS), ...Object.keys(PATHS_WITHOUT_EVENT_GRID)];
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown paths: ${unknown.join(', ')}. Known paths: ${known.join(', ')}.`);
  process.exit(2);
}
const isWanted = ([name]: [string, unknown]) => wanted.length === 0 || wanted.includes(name);

const stack = await startStack({ GO_LIVE_POLL_MIN_SECONDS: '0.5', GO_LIVE_POLL_MAX_SECONDS: '0.5' });
try {
  await stack.killHost();
  keepPastExecutions(stack.localDir);
  await stack.startHost();
  const instances = await drive(rehearse(stack));
  await stack.killHost();
  for (const [name, instanceId] of instances) {
    removeFixtures(name);
    for (const [index, execution] of readExecutions(stack.localDir, instanceId).entries()) {
      const file = index === 0 ? name : `${name}-${index + 1}`;
      writeFixture(file, execution);
      console.log(`${file.padEnd(24)} ${execution.history.length} events`);
    }
  }
} finally {
  await stack.stop();
}

/** Drives the paths; returns the instance of each. */
async function drive(rehearsal: Rehearsal): Promise<[name: string, instanceId: string][]> {
  const together = await Promise.all(
    Object.entries(PATHS)
      .filter(isWanted)
      .map(async ([name, path]): Promise<[string, string]> => {
        const id = await path(rehearsal, name);
        await rehearsal.ended(id);
        return [name, id];
      }),
  );
  const alone: [string, string][] = [];
  for (const [name, path] of Object.entries(PATHS_WITHOUT_EVENT_GRID).filter(isWanted)) {
    const id = await path(rehearsal, name);
    await rehearsal.ended(id);
    alone.push([name, id]);
  }
  return [...together, ...alone];
}
