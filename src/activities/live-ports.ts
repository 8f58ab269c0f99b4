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

/** Gets the token that the next call will use; why there is none is the call's to say. */
export async function prepare(publisherId: string, name?: string): Promise<void> {
  const { scope } = settings().marketplaces[recordedApi(name)];
  await openPublisherTokens(publisherId).token(scope);
}

/** An answer that was not understood: its shape, never its values, is what an operator needs to see. */
function tell(message: string, properties: Record<string, string>): void {
  void startTelemetry().then((telemetry) =>
    telemetry.event('golive.answer-not-understood', { message, ...properties }),
  );
}
