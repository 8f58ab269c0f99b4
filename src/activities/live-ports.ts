import { openCloudPartnerPortal } from '../marketplace/cloud-partner-portal/cloud-partner-portal.ts';
import type { Marketplace } from '../marketplace/port.ts';
import { openPublisherTokens } from '../platform/publisher-tokens.ts';
import { settings } from '../platform/settings.ts';
import { startTelemetry } from '../platform/telemetry.ts';

/** The marketplace as this publisher sees it, with the credentials that Key Vault holds. */
export function marketplace(publisherId: string): Marketplace {
  const { marketplaceEndpoint: endpoint, marketplaceScope: scope } = settings();
  const tokens = openPublisherTokens(publisherId);
  return openCloudPartnerPortal({
    endpoint,
    scope,
    publisherId,
    tokens,
    log: (message, shape) => tell(message, { publisherId, ...shape }),
  });
}

/** An answer that was not understood: its shape, never its values, is what an operator needs to see. */
function tell(message: string, properties: Record<string, string>): void {
  void startTelemetry().then((telemetry) =>
    telemetry.event('golive.answer-not-understood', { message, ...properties }),
  );
}
