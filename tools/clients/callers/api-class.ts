import { Api } from '../generated/api-class.ts';
import type { Ended } from './ended.ts';

/** Starts a go-live with the class that swagger-typescript-api writes, and follows it to its end. */
export async function goLive(baseUrl: string, offerId: string): Promise<Ended> {
  const api = new Api({ baseUrl });
  const labels = { by: 'swagger-typescript-api' };
  let operation = (await api.publishers.goLive('contoso', offerId, { labels })).data;
  while (operation.status === 'NotStarted' || operation.status === 'Running') {
    await new Promise((resolve) => setTimeout(resolve, 200));
    operation = (await api.operations.getOperation(operation.id)).data;
  }
  return { status: operation.status, error: operation.error?.code };
}
