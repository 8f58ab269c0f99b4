import { type ChannelOptions, type Dialect, openChannel } from '../http/channel.ts';
import type { Marketplace } from '../port.ts';
import { cancel } from './cancel.ts';
import { causeOfCall } from './cause.ts';
import { inspect } from './inspect.ts';
import { readError } from './marketplace-error.ts';
import { observe } from './observe.ts';
import type { Portal } from './portal.ts';
import { running } from './running.ts';
import { submit } from './submit.ts';

export interface CloudPartnerPortalOptions extends Omit<ChannelOptions, 'origin'> {
  /** The marketplace's origin; nothing else is ever called. */
  endpoint: string;
  publisherId: string;
}

/** The error format of this API. */
const DIALECT: Dialect = {
  wordsOf: (body) => {
    const { code, message } = readError(body);
    return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
  },
  causeOf: ({ status, body }) => causeOfCall(status, readError(body)),
};

/** Opens the marketplace through the Cloud Partner Portal API, version 2017-10-31. */
export function openCloudPartnerPortal({ endpoint, publisherId, ...options }: CloudPartnerPortalOptions): Marketplace {
  const { origin } = new URL(endpoint);
  const portal: Portal = { publisherId, ...openChannel({ ...options, origin }, DIALECT) };
  return {
    inspect: (offerId, watched) => inspect(portal, offerId, watched),
    submit: (offerId, _submission, inTime) => submit(portal, offerId, inTime),
    observe: (_offerId, ref) => observe(portal, ref),
    running: (offerId, ours) => running(portal, offerId, ours),
    cancel: (offerId, _operation, how) => cancel(portal, offerId, how),
  };
}
