import type { MarketplaceOptions } from '../../start-marketplace.ts';
import { bodyOf, type MarketplaceUnderTest, startMarketplaceUnderTest } from '../marketplace-under-test.ts';

/** A marketplace whose clock only the test moves, called through the Product Ingestion API. */
export interface IngestionUnderTest extends MarketplaceUnderTest {
  call(method: string, path: string, init?: RequestInit & { version?: string | undefined }): Promise<Response>;
  read(path: string, version?: string): Promise<Record<string, unknown>>;
  /** The durable id of an offer's product. */
  productOf(offer: string): Promise<string>;
  /** The list of submissions by target; an old live submission is `replaced` beside the new one. */
  submissionsOf(offer: string): Promise<ListedSubmission[]>;
  /** The id of the submission that waits in preview. */
  previewOf(offer: string): Promise<string>;
  configure(...resources: unknown[]): Promise<Response>;
  publish(offer: string): Promise<Response>;
  /** Takes a submission live; by default the one in preview. */
  takeLive(offer: string, id?: string): Promise<Response>;
  job(answer: Response | Record<string, unknown>): Promise<Record<string, unknown>>;
}

export interface ListedSubmission {
  id: string;
  target: { targetType: string };
  status?: string;
  result?: string;
  created?: string;
}

export const SCHEMAS = 'https://schema.mp.microsoft.com/schema';
export const SUBMISSION = `${SCHEMAS}/submission/2022-03-01-preview2`;
export const CONFIGURE = `${SCHEMAS}/configure/2022-03-01-preview2`;

export async function startIngestionUnderTest(options: MarketplaceOptions = {}): Promise<IngestionUnderTest> {
  const rehearsal = await startMarketplaceUnderTest(options);
  const call: IngestionUnderTest['call'] = (method, path, { version = '2022-03-01-preview2', ...init } = {}) => {
    const separator = path.includes('?') ? '&' : '?';
    return fetch(`${rehearsal.marketplace.url}/rp/product-ingestion/${path}${separator}$version=${version}`, {
      method,
      redirect: 'manual',
      ...init,
      headers: { authorization: 'Bearer token', 'content-type': 'application/json', ...init.headers },
    });
  };
  const read: IngestionUnderTest['read'] = async (path, version) => bodyOf(await call('GET', path, { version }));
  const productOf = async (offer: string) => {
    const { value } = (await read(`product?externalId=${offer}`)) as { value?: { id: string }[] };
    return value?.[0]?.id ?? '';
  };
  const submissionsOf = async (offer: string) => {
    const product = await productOf(offer);
    const { value } = await read(product.replace('product/', 'submission/'));
    return value as ListedSubmission[];
  };
  const previewOf = async (offer: string) => {
    const list = await submissionsOf(offer);
    return list.find(({ target }) => target.targetType === 'preview')?.id ?? '';
  };
  const configure = (...resources: unknown[]) =>
    call('POST', 'configure', { body: JSON.stringify({ $schema: CONFIGURE, resources }) });
  const submission = async (offer: string, targetType: string, id?: string) =>
    configure({ $schema: SUBMISSION, id, product: await productOf(offer), target: { targetType } });
  return {
    ...rehearsal,
    call,
    read,
    productOf,
    submissionsOf,
    previewOf,
    configure,
    publish: (offer) => submission(offer, 'preview'),
    takeLive: async (offer, id) => submission(offer, 'live', id ?? (await previewOf(offer))),
    async job(answer) {
      const { jobId } = answer instanceof Response ? await bodyOf(answer) : answer;
      return read(`configure/${jobId}/status`);
    },
  };
}

/** The content of a list in words, in the order of targets. */
export function inWords(list: ListedSubmission[]): string[] {
  return list.map(({ target, status = '', result = '' }) => `${target.targetType} ${status} ${result}`.trim()).sort();
}
