import { type ChannelOptions, type Dialect, openChannel } from '../http/channel.ts';
import type { Marketplace } from '../port.ts';
import { cancel } from './cancel.ts';
import { causeOfCall } from './cause.ts';
import { readErrorBody } from './error-body.ts';
import type { Ingestion } from './ingestion.ts';
import { inspect } from './inspect.ts';
import { observe } from './observe.ts';
import { submit } from './submit.ts';

export interface ProductIngestionOptions extends Omit<ChannelOptions, 'origin'> {
  /** Where the API lives: an origin and a path. Nothing on another origin is ever called. */
  endpoint: string;
}

/** The error format of this API. */
const DIALECT: Dialect = {
  wordsOf: (body) => {
    const { code, message } = readErrorBody(body);
    return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
  },
  causeOf: ({ status, body }) => causeOfCall(status, readErrorBody(body)),
};

/** Opens the marketplace through the Product Ingestion API. Which publisher it is follows from the token. */
export function openProductIngestion({ endpoint, ...options }: ProductIngestionOptions): Marketplace {
  const { origin, pathname } = new URL(endpoint);
  const base = pathname.replace(/\/+$/, '');
  const ingestion: Ingestion = { base, ...openChannel({ ...options, origin }, DIALECT) };
  return {
    inspect: (offerId) => inspect(ingestion, offerId),
    submit: (_offerId, { ref }, inTime) => submit(ingestion, ref, inTime),
    observe: (_offerId, ref) => observe(ingestion, ref),
    cancel: (_offerId, { ref }, { inTime }) => cancel(ingestion, ref, inTime),
  };
}
