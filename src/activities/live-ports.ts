import { recordedApi } from '../marketplace/api.ts';
import { openMarketplace } from '../marketplace/open-marketplace.ts';
import type { Marketplace } from '../marketplace/port.ts';
import { openPublisherTokens } from '../platform/publisher-tokens.ts';
import { settings } from '../platform/settings.ts';
import { startTelemetry } from '../platform/telemetry.ts';

/** The marketplace as this publisher sees it, through the API that the request recorded, with the credentials that Key Vault holds. */
export function marketplace(publisherId: string, name?: string): Marketplace {
  const api = recordedApi(name);
  const { endpoint, scope } = settings().marketplaces[api];
  const tokens = openPublisherTokens(publisherId);
  return openMarketplace(api, {
    endpoint,
    scope,
    publisherId,
    tokens,
    log: (message, shape) => tell(message, { publisherId, api, ...shape }),
  });
}

/** An answer that was not understood: its shape, never its values, is what an operator needs to see. */
function tell(message: string, properties: Record<string, string>): void {
  void startTelemetry().then((telemetry) =>
    telemetry.event('golive.answer-not-understood', { message, ...properties }),
  );
}
