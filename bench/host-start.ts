import { settingsWithStandIns } from '../local/settings.ts';
import { startHostPart } from '../local/stack.ts';
import { median, withStack } from '../tools/stack/bench-stack.ts';

const RUNS = 7;

/** From the start of the host's process until all functions of the app are registered and it listens. */
export async function hostStart(): Promise<string[][]> {
  const milliseconds = await withStack({}, async (_, localDir) => {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const state = `${localDir}/host-${run}`;
      const settings = await settingsWithStandIns(process.cwd(), localDir);
      const began = performance.now();
      const host = await startHostPart(['--app', '.', '--port', '0', '--state', state], settings);
      times.push(performance.now() - began);
      await host.stop();
    }
    return times;
  });
  const spread = `${Math.min(...milliseconds).toFixed(0)} to ${Math.max(...milliseconds).toFixed(0)}`;
  return [['host start', `${median(milliseconds).toFixed(0)} ms`, `median of ${RUNS}, ${spread} ms`]];
}
