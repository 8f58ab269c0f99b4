import { type MarketplaceOptions, type Rehearsal, startMarketplace } from '../start-marketplace.ts';

/** A marketplace whose clock only the test moves, with the operations that tests need. */
export interface MarketplaceUnderTest {
  marketplace: Rehearsal;
  pass(seconds: number): void;
  api(method: string, path: string, init?: RequestInit & { version?: string }): Promise<Response>;
  goLive(offer: string): Promise<Response>;
  script(offer: string, scenario: unknown): Promise<Response>;
  look(offer: string): Promise<Look>;
}

/** The members of an offer's rehearsal page that tests read. */
export interface Look {
  offer: {
    summary: string;
    status: string;
    slots: Record<string, number>;
    operations: { id: string; state: string }[];
  };
  accepted: { golive: number; publish: number; cancel: number };
  requests: { action: string; status: number | null; operationId?: string; faults?: string[]; headers: unknown }[];
}

/** The forms that the documents print, where other clients have met different ones. */
export const DOCUMENTED = {
  location: 'operation-location',
  body: 'array',
  words: 'documented',
  stepNames: 'documented',
  waiting: 'documented',
  demands: 'documented',
};

export const EMAILS = JSON.stringify({ metadata: { 'notification-emails': 'jondoe@contoso.com' } });

/** The same, with all answers in the forms that the documents print. */
export async function startDocumentedMarketplace(options: MarketplaceOptions = {}): Promise<MarketplaceUnderTest> {
  const rehearsal = await startMarketplaceUnderTest(options);
  await fetch(`${rehearsal.marketplace.url}/rehearsal`, {
    method: 'PUT',
    body: JSON.stringify({ answers: DOCUMENTED }),
  });
  return rehearsal;
}

export async function startMarketplaceUnderTest(options: MarketplaceOptions = {}): Promise<MarketplaceUnderTest> {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const marketplace = await startMarketplace({ now: () => now, ...options });
  const api: MarketplaceUnderTest['api'] = (method, path, { version = '2017-10-31', ...init } = {}) => {
    const separator = path.includes('?') ? '&' : '?';
    return fetch(`${marketplace.url}/api/${path}${separator}api-version=${version}`, {
      method,
      redirect: 'manual',
      ...init,
      headers: { authorization: 'Bearer token', 'if-match': '*', 'content-type': 'application/json', ...init.headers },
    });
  };
  return {
    marketplace,
    api,
    pass(seconds) {
      now += seconds * 1000;
    },
    goLive: (offer) => api('POST', `publishers/contoso/offers/${offer}/golive`),
    script: (offer, scenario) =>
      fetch(`${marketplace.url}/rehearsal/publishers/contoso/offers/${offer}`, {
        method: 'PUT',
        body: JSON.stringify(scenario),
      }),
    async look(offer) {
      const response = await fetch(`${marketplace.url}/rehearsal/publishers/contoso/offers/${offer}`);
      return (await response.json()) as Look;
    },
  };
}

/** The JSON body of an answer, for reading members by name. */
export async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json();
  const first: unknown = Array.isArray(body) ? body[0] : body;
  return typeof first === 'object' && first !== null ? { ...first } : {};
}

/** The operation's location in the answer to a publishing call. */
export function locationOf(response: Response): string {
  return response.headers.get('operation-location') ?? response.headers.get('location') ?? '';
}
