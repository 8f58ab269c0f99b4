import { parseArgs } from 'node:util';
import { MARKETPLACE_APIS } from '../../src/marketplace/api.ts';
import { runChaos, VICTIMS } from './chaos.ts';
import { gaveUp } from './verdict.ts';

// npm run chaos -- [--kills 100] [--operations 50] [--seed n] [--api cloud-partner-portal]: kills processes at random
// while operations run on a faulty marketplace.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    operations: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    api: { type: 'string', default: 'cloud-partner-portal' },
  },
});
const [kills, operations, seed] = [values.kills, values.operations, values.seed].map(Number);
const api = MARKETPLACE_APIS.find((known) => known === values.api);
if (!isCount(kills) || !isCount(operations) || !isCount(seed) || api === undefined) {
  console.error(
    `Usage: npm run chaos -- [--kills n] [--operations n] [--seed n] [--api ${MARKETPLACE_APIS.join('|')}]; n is a whole number.`,
  );
  process.exit(2);
}

const startedAt = Date.now();
const result = await runChaos({ kills, operations, seed, patienceSeconds: 180, api, victims: VICTIMS });

console.log('operation  end        POSTs  accepted  events  repeated  faults');
for (const { plan, operation, events, posts, accepted } of result.fates) {
  const distinct = new Set(events.map(({ id }) => id)).size;
  const columns = [
    plan.offer.padEnd(10),
    (operation?.status ?? 'running').padEnd(10),
    String(posts).padStart(5),
    String(accepted).padStart(9),
    String(distinct).padStart(7),
    String(events.length - distinct).padStart(9),
    ` ${plan.faults}`,
  ];
  console.log(columns.join(' '));
}
const seconds = Math.round((Date.now() - startedAt) / 1000);
console.log(
  `\n${api}, seed ${seed}: ${result.kills.host} kills of the host, ${result.kills.worker} of the app's process, ${operations} operations, ${seconds} s`,
);
const givenUp = result.fates.filter(gaveUp).length;
if (givenUp > 0)
  console.log(`${givenUp} gave up, as they should: each of their three submissions was killed or not accepted.`);
for (const what of result.wrong) console.error(`WRONG ${what}`);
console.log(
  result.wrong.length === 0
    ? 'No operation was lost, submitted twice or out of order.'
    : `${result.wrong.length} wrong.`,
);
process.exitCode = result.wrong.length === 0 ? 0 : 1;

function isCount(value: number | undefined): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}
