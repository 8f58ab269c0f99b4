import type { Log, Marketplace, PublisherTokens } from '../port.ts';
import { createCall } from './call.ts';
import { cancel } from './cancel.ts';
import { inspect } from './inspect.ts';
import { observe } from './observe.ts';
import type { Portal } from './portal.ts';
import { createSend, LIMITS, type Limits } from './send.ts';
import { submit } from './submit.ts';

export interface CloudPartnerPortalOptions {
  /** The marketplace's origin; nothing else is ever called. */
  endpoint: string;
  scope: string;
  publisherId: string;
  tokens: PublisherTokens;
  log?: Log;
  now?: () => Date;
  limits?: Partial<Limits>;
}

/** Opens the marketplace through the Cloud Partner Portal API, version 2017-10-31. */
export function openCloudPartnerPortal(options: CloudPartnerPortalOptions): Marketplace {
  const { origin } = new URL(options.endpoint);
  const send = createSend(origin, { ...LIMITS, ...options.limits });
  const portal: Portal = {
    publisherId: options.publisherId,
    origin,
    call: createCall(send, options.tokens, options.scope, origin),
    now: options.now ?? (() => new Date()),
    log: options.log ?? (() => {}),
  };
  return {
    inspect: (offerId) => inspect(portal, offerId),
    submit: (offerId) => submit(portal, offerId),
    observe: (_offerId, ref) => observe(portal, ref),
    cancel: (offerId, _ref, { notificationEmails }) => cancel(portal, offerId, notificationEmails),
  };
}
