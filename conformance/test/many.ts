import type { OperationView } from '../../src/domain/operation.ts';
import { type clientOf, sequencesOf } from '../../tools/stack/client.ts';

type Client = ReturnType<typeof clientOf>;

export interface Asked {
  offer: string;
  operation: OperationView;
}

/** Requests go-lives of one step with the given duration; `more` is added to each offer's scenario. */
export async function askForMany(
  client: Client,
  prefix: string,
  count: number,
  seconds: number,
  more: object = {},
): Promise<Asked[]> {
  const offers = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  return Promise.all(
    offers.map(async (offer) => {
      await client.scenario(offer, { goLive: { steps: [{ id: 'live', seconds }] }, ...more });
      const { response, operation } = await client.goLive(offer, {}, { 'Idempotency-Key': 'once' });
      if (response.status !== 202) throw new Error(`Wanted 202 for ${offer}, got ${response.status}.`);
      return { offer, operation };
    }),
  );
}

/** The same operations when they have ended. */
export async function endOf(client: Client, asked: readonly Asked[], longestMs: number): Promise<Asked[]> {
  return Promise.all(
    asked.map(async ({ offer, operation }) => ({ offer, operation: await client.follow(operation.id, longestMs) })),
  );
}

/**
 * The operations that did not succeed with one POST and with each event once and the last one last, and what happened
 * instead.
 */
export async function wrongWith(client: Client, ended: readonly Asked[]): Promise<string[]> {
  const fates = await Promise.all(
    ended.map(async ({ offer, operation: { id, status, error, sequence } }) => {
      const posts = await postsOf(client, offer);
      if (status !== 'Succeeded') return `${offer}: ${status} ${error?.code}, ${posts} POSTs`;
      const events = await client.allEvents(id);
      const sequences = sequencesOf(events);
      const isWhole = isComplete(sequences, sequence) && isComplete(await recordedOf(client, id), sequence);
      const lasts = new Set(events.filter(({ data }) => data.phase === 'ended').map((event) => event.id));
      if (posts === 1 && isWhole && lasts.size === 1) return undefined;
      return `${offer}: ${posts} POSTs, events ${sequences} of ${sequence}, ${lasts.size} last events`;
    }),
  );
  return fates.filter((fate) => fate !== undefined);
}

function isComplete(sequences: readonly number[], last: number): boolean {
  return sequences.length === last && sequences.every((each, index) => each === index + 1);
}

async function recordedOf(client: Client, id: string): Promise<number[]> {
  const page = (await (await client.get(`operations/${id}/transitions?top=100`)).json()) as {
    value: { sequence: number }[];
  };
  return page.value.map(({ sequence }) => sequence);
}

/** The number of go-live POSTs for the offer that the marketplace received. */
export async function postsOf(client: Client, offer: string): Promise<number> {
  return (await client.goLivePosts(offer)).length;
}

/** Requests each offer once more and waits for the end; no earlier operation may prevent it. */
export async function nextOf(client: Client, asked: readonly Asked[], longestMs: number): Promise<string[]> {
  return Promise.all(
    asked.map(async ({ offer }) => {
      const { operation } = await client.goLive(offer);
      return (await client.follow(operation.id, longestMs)).status;
    }),
  );
}
