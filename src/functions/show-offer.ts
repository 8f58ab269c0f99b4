import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { marketplaceId } from '../http/ids.ts';
import type { OperationRecord } from '../platform/record/record.ts';
import { answerPage, loadPages, type PagePorts, readerOf } from './page-reader.ts';

const MAX_ACTIVE = 50;
/** The most go-lives in the chart. */
const MAX_ENDED = 20;

/** `GET ui/publishers/{publisherId}/offers/{offerId}`: how the go-lives of an offer went. */
export async function showOffer(
  request: HttpRequest,
  ports: PagePorts & { record: OperationRecord },
): Promise<HttpResponseInit> {
  const [reader, { messagePage, offerPage }] = await Promise.all([readerOf(request, ports), loadPages()]);
  const publisher = marketplaceId.safeParse(request.params['publisherId']);
  const offer = marketplaceId.safeParse(request.params['offerId']);
  if (!publisher.success || !offer.success) {
    const { notFound } = reader.say;
    return answerPage(request, reader, messagePage({ title: notFound, message: notFound, path: 'ui' }), 404);
  }
  const scope = { publisherId: publisher.data, offerId: offer.data };
  const [active, ended] = await Promise.all([
    ports.record.list({ ...scope, status: ['NotStarted', 'Running'], top: MAX_ACTIVE }),
    ports.record.list({ ...scope, phase: ['ended'], top: MAX_ENDED }),
  ]);
  const content = { ...scope, active: active.operations, ended: ended.operations };
  return answerPage(request, reader, offerPage(reader, content));
}
