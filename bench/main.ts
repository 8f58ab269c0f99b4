import { realEngine } from '../conformance/bench.ts';
import { accept, acceptOnRealEngine } from './accept.ts';
import { burst } from './burst.ts';
import { coldStart } from './cold-start.ts';
import { hostStart } from './host-start.ts';
import { lists } from './lists.ts';
import { recordRequests } from './record-requests.ts';
import { schedule } from './schedule.ts';
import { stall } from './stall.ts';
import { waitingMemory } from './waiting-memory.ts';

// npm run bench [-- name ...]: figures of this machine, now. Machines are noisy: compare figures of one run only.

const MEASUREMENTS: Record<string, () => Promise<string[][]>> = {
  'cold-start': coldStart,
  'host-start': hostStart,
  accept,
  burst,
  lists,
  'record-requests': recordRequests,
  'waiting-memory': waitingMemory,
  schedule,
  stall,
  'accept-on-real-engine': acceptOnRealEngine,
  'real-engine': realEngine,
};
/** These take minutes, and most of them need .NET. */
const ONLY_WHEN_NAMED = ['accept-on-real-engine', 'real-engine', 'lists'];

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!(name in MEASUREMENTS)) {
    console.error(`Unknown measurement "${name}". Known measurements: ${Object.keys(MEASUREMENTS).join(', ')}.`);
    process.exit(2);
  }
}
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (wanted.length > 0 ? !wanted.includes(name) : ONLY_WHEN_NAMED.includes(name)) continue;
  for (const [what = '', figure = '', how = ''] of await measure()) {
    console.log(`${what.padEnd(30)} ${figure.padStart(14)}   ${how}`);
  }
}
process.exit(0);
