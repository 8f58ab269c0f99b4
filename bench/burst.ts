import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel, withStack } from '../tools/stack/bench-stack.ts';

const OPERATIONS = 2000;
const AT_ONCE = 64;
const MAX_MS = 300_000;

/** Many operations requested at once over HTTP: all must be accepted and end, each with one POST to the marketplace. */
export async function burst(): Promise<string[][]> {
  return withStack({ GO_LIVE_POLL_MIN_SECONDS: '2', GO_LIVE_POLL_MAX_SECONDS: '10' }, async ({ endpoints }) => {
    const began = performance.now();
    let accepted = 0;
    await inParallel(OPERATIONS, AT_ONCE, async (index) => {
      const url = `${endpoints.app}/api/publishers/contoso/offers/burst-${index}/golive`;
      const response = await fetch(url, { method: 'POST', headers: { 'Idempotency-Key': 'burst' } });
      await response.arrayBuffer();
      if (response.status === 202) accepted++;
    });
    const acceptedAt = performance.now();
    const succeeded = await untilEnded(`${endpoints.admin}`);
    const endedAt = performance.now();
    const requests = (await (await fetch(`${endpoints.portal}/rehearsal/requests`)).json()) as unknown;
    const posts = JSON.stringify(requests).split('"action":"golive"').length - 1;
    const seconds = (endedAt - began) / 1000;
    return [
      [
        'burst accepted',
        `${accepted} of ${OPERATIONS}`,
        `${((accepted * 1000) / (acceptedAt - began)).toFixed(0)} requests/s, ${AT_ONCE} at once`,
      ],
      [
        'burst ended Succeeded',
        `${succeeded} of ${OPERATIONS}`,
        `${seconds.toFixed(1)} s in all; ${posts} golive POSTs in the portal's journal`,
      ],
      ['orchestrations', `${(OPERATIONS / seconds).toFixed(0)} /s`, 'whole go-lives, from request to last event'],
    ];
  });
}

async function untilEnded(admin: string): Promise<number> {
  const deadline = performance.now() + MAX_MS;
  for (;;) {
    const events = (await (await fetch(`${admin}/events`)).json()) as { type: string; subject: string }[];
    const ended = new Set(events.filter(({ type }) => type.endsWith('.succeeded.v1')).map(({ subject }) => subject));
    if (ended.size >= OPERATIONS || performance.now() > deadline) return ended.size;
    await sleep(1000);
  }
}
