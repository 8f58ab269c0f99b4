import type { CredentialState } from '../domain/credential-state.ts';
import type { MarketplaceApi } from '../marketplace/api.ts';
import type { Marketplace, PublisherTokens, TokenOutcome } from '../marketplace/port.ts';
import type { PublisherSecret, SecretOutcome } from '../platform/publisher-secret.ts';

export interface PreflightPorts {
  readSecret(publisherId: string): Promise<SecretOutcome>;
  /** For one of the marketplace's APIs; without one, that of the settings. */
  getToken(secret: PublisherSecret, api?: MarketplaceApi): Promise<TokenOutcome>;
  marketplace(publisherId: string, tokens: PublisherTokens, api?: MarketplaceApi): Marketplace;
}

export type Finding =
  | { kind: 'found'; credentials: CredentialState; expiresOn?: Date }
  /** Nothing can be said just now. */
  | { kind: 'unavailable'; message: string; retryAfterSeconds?: number };

/** Longer than the longest go-live: what expires sooner could expire while one is under way. */
const SOON_MS = 30 * 24 * 3_600_000;
/** No publisher has it: the marketplace says so only to those whom it lets in. */
const ABSENT_OFFER = 'go-live-preflight';

/** Proves a publisher's credentials on the way that a go-live takes. Only reads. */
export async function examineCredentials(
  publisherId: string,
  api: MarketplaceApi | undefined,
  ports: PreflightPorts,
): Promise<Finding> {
  const read = await ports.readSecret(publisherId);
  if (read.kind === 'refused') return { kind: 'found', credentials: read.malformed ? 'malformed' : 'missing' };
  if (read.kind === 'unavailable') return unavailable('Key Vault gave no answer.', read);
  const expiry = read.expiresOn && { expiresOn: read.expiresOn };

  // Neither a token nor a secret that was kept from before: what is examined is what the vault holds now.
  const outcome = await ports.getToken(read.secret, api);
  if (outcome.kind === 'refused') return { kind: 'found', credentials: 'rejected', ...expiry };
  if (outcome.kind === 'unavailable') return unavailable('Microsoft Entra ID gave no answer.', outcome);

  const looked = await ports.marketplace(publisherId, { token: async () => outcome }, api).inspect(ABSENT_OFFER);
  if (looked.kind === 'trouble') return unavailable('the marketplace gave no usable answer.', looked);
  if (looked.kind === 'refused') {
    switch (looked.problem.code) {
      case 'CredentialsRejected':
        return { kind: 'found', credentials: 'rejected', ...expiry };
      case 'PublisherAccessDenied':
        return { kind: 'found', credentials: 'access-denied', ...expiry };
      case 'ContractChanged':
        return unavailable('the marketplace gave no usable answer.');
    }
  }
  const expiring = read.expiresOn !== undefined && read.expiresOn.getTime() < Date.now() + SOON_MS;
  return { kind: 'found', credentials: expiring ? 'expiring' : 'ok', ...expiry };
}

/** The reasons of others may name resources: the caller hears only who it was. */
function unavailable(message: string, { retryAfterSeconds }: { retryAfterSeconds?: number } = {}): Finding {
  return { kind: 'unavailable', message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
