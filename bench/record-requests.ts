import { setTimeout as sleep } from 'node:timers/promises';
import { withStack } from '../tools/stack/bench-stack.ts';

const GO_LIVES = 5;
/** Steps of the rehearsal, each long enough for a look to see it: about ten transitions, as in a go-live of hours. */
const STEPS = ['displaydummycertify', 'displaycertify', 'displayprovision', 'displaypackage', 'live'];
const SECONDS_A_STEP = 2;

interface Seen {
  method: string;
  path: string;
  time: string;
}

/** The record's table requests for one go-live, from its acceptance to its last event, without readers. */
export async function recordRequests(): Promise<string[][]> {
  return withStack({}, async ({ endpoints: { app, admin, portal } }) => {
    const counts: number[] = [];
    const transitions: number[] = [];
    for (let n = 0; n <= GO_LIVES; n++) {
      const steps = STEPS.map((id) => ({ id, seconds: SECONDS_A_STEP }));
      await send('PUT', `${portal}/rehearsal/publishers/contoso/offers/counted-${n}`, { goLive: { steps } });
      const since = new Date().toISOString();
      const { id } = (await send('POST', `${app}/api/publishers/contoso/offers/counted-${n}/golive`, {})) as {
        id: string;
      };
      await sleep((STEPS.length * SECONDS_A_STEP + 6) * 1000);
      const seen = (await send('GET', `${admin}/requests?service=storage`)) as Seen[];
      counts.push(seen.filter(({ time }) => time >= since).length);
      const { sequence, status } = (await send('GET', `${app}/api/operations/${id}`)) as {
        sequence: number;
        status: string;
      };
      if (status !== 'Succeeded') throw new Error(`Wanted counted-${n} to be live by now, it is ${status}.`);
      transitions.push(sequence);
    }
    // The first go-live is left out, because it creates things that are needed only once.
    const [mean, told] = [meanOf(counts.slice(1)), meanOf(transitions.slice(1))];
    const how = `${told.toFixed(1)} transitions each, ${GO_LIVES} go-lives with a record of their own; a read or a list is one more`;
    return [['table requests of a go-live', mean.toFixed(1), how]];
  });
}

async function send(method: string, url: string, body?: object): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
