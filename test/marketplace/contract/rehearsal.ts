import { startMarketplace } from '../../../local/marketplace/start-marketplace.ts';

/** The rehearsal marketplace with a clock that only the test moves. */
export interface Rehearsal {
  url: string;
  now(): number;
  pass(seconds: number): void;
  /** Scripts an offer of `contoso`. */
  script(offer: string, scenario: object): Promise<void>;
  /** The accepted go-lives, and the requests that wrote, whether or not they were answered. */
  asked(offer: string): Promise<{ accepted: number; writes: { action: string }[] }>;
  /** Performs an action as somebody else, if it is possible at this moment. */
  others(offer: string, deed: Deed): Promise<void>;
  /** The actual state of the offer, unaffected by faults. */
  truth(offer: string): Promise<Truth>;
  close(): Promise<void>;
}

export type Deed = 'publish' | 'golive' | 'cancel';

export interface Truth {
  slots: { preview?: number; production?: number };
  operations: { id: string; kind: string; version?: number; startedBy?: string; state: string; cancels?: string }[];
}

export async function startRehearsal(start: number): Promise<Rehearsal> {
  let now = start;
  const rehearsal = await startMarketplace({ now: () => now });
  // A test must script it when a publish that waits for its go-live is to be shown as running.
  const defaults = { answers: { waiting: 'documented' } };
  await fetch(`${rehearsal.url}/rehearsal`, { method: 'PUT', body: JSON.stringify(defaults) });
  const urlOf = (offer: string) => `${rehearsal.url}/rehearsal/publishers/contoso/offers/${offer}`;
  return {
    url: rehearsal.url,
    now: () => now,
    pass(seconds) {
      now += seconds * 1000;
    },
    async script(offer, scenario) {
      const response = await fetch(urlOf(offer), { method: 'PUT', body: JSON.stringify(scenario) });
      if (!response.ok)
        throw new Error(`The rehearsal marketplace refused the script of ${offer}: ${await response.text()}`);
    },
    async asked(offer) {
      const look = (await (await fetch(urlOf(offer))).json()) as {
        accepted: { golive: number };
        requests: { action: string; method: string }[];
      };
      return { accepted: look.accepted.golive, writes: look.requests.filter(({ method }) => method === 'POST') };
    },
    async others(offer, deed) {
      await fetch(`${urlOf(offer)}/${deed}`, { method: 'PUT' });
    },
    async truth(offer) {
      return ((await (await fetch(urlOf(offer))).json()) as { offer: Truth }).offer;
    },
    close: () => rehearsal.close(),
  };
}
