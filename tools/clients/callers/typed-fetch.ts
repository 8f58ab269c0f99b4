import createClient from 'openapi-fetch';
import type { paths } from '../generated/typed-fetch.ts';
import type { Ended } from './ended.ts';

/** Starts a go-live with the types of openapi-typescript, and follows it to its end. */
export async function goLive(baseUrl: string, offerId: string): Promise<Ended> {
  const client = createClient<paths>({ baseUrl });
  const started = await client.POST('/publishers/{publisherId}/offers/{offerId}/golive', {
    params: { path: { publisherId: 'contoso', offerId } },
    body: { labels: { by: 'openapi-typescript' } },
  });
  let operation = started.data;
  while (operation?.status === 'NotStarted' || operation?.status === 'Running') {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { id } = operation;
    operation = (await client.GET('/operations/{id}', { params: { path: { id } } })).data;
  }
  if (operation === undefined) throw new Error(`No operation: ${JSON.stringify(started.error)}`);
  return { status: operation.status, error: operation.error?.code };
}
