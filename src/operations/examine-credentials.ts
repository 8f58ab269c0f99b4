import type { CredentialForm, CredentialState } from '../domain/credential-state.ts';
import type { MarketplaceApi } from '../marketplace/api.ts';
import type { Marketplace, PublisherTokens, TokenOutcome } from '../marketplace/port.ts';
import type { Expiry, PublisherSecret, SecretOutcome } from '../platform/publisher-secret.ts';
import { credentialRemedy } from './credential-remedy.ts';

export interface PreflightPorts {
  readSecret(publisherId: string): Promise<SecretOutcome>;
  /** Gets a token for one of the marketplace APIs, by default the one in the settings. */
  getToken(secret: PublisherSecret, api?: MarketplaceApi): Promise<TokenOutcome>;
  marketplace(publisherId: string, tokens: PublisherTokens, api?: MarketplaceApi): Marketplace;
}

export type Finding =
  | ({ kind: 'found'; credentials: CredentialState } & Details)
  /** The check could not be made now. */
  | { kind: 'unavailable'; message: string; retryAfterSeconds?: number };

interface Details {
  form?: CredentialForm;
  expiresOn?: Date;
  expiries?: Expiry[];
  /** The error code of Microsoft Entra ID, when it refused the credentials. */
  code?: string;
  remedy?: string;
}

/** Longer than the longest go-live: credentials that expire sooner could expire while one is under way. */
const SOON_MS = 30 * 24 * 3_600_000;
/** An offer that no publisher has: the marketplace reports it as missing only to callers that have access. */
const ABSENT_OFFER = 'go-live-preflight';

/** Checks a publisher's credentials in the same way as a go-live uses them, by reading only. */
export async function examineCredentials(
  publisherId: string,
  api: MarketplaceApi | undefined,
  ports: PreflightPorts,
): Promise<Finding> {
  const read = await ports.readSecret(publisherId);
  if (read.kind === 'refused') return { kind: 'found', credentials: read.malformed ? 'malformed' : 'missing' };
  if (read.kind === 'unavailable') return unavailable('Key Vault gave no answer.', read);
  const { expiresOn, expiries } = read;
  const known = { form: formOf(read.secret), ...(expiresOn && { expiresOn }), ...(expiries && { expiries }) };

  // No cached token or secret is used: the check concerns what the vault holds now.
  const outcome = await ports.getToken(read.secret, api);
  if (outcome.kind === 'refused') {
    const code = outcome.cause.marketplaceCode;
    const remedy = credentialRemedy(code);
    return { kind: 'found', credentials: 'rejected', ...known, ...(code && { code }), ...(remedy && { remedy }) };
  }
  if (outcome.kind === 'unavailable') return unavailable('Microsoft Entra ID gave no answer.', outcome);

  const looked = await ports.marketplace(publisherId, { token: async () => outcome }, api).inspect(ABSENT_OFFER);
  if (looked.kind === 'trouble') return unavailable('the marketplace gave no usable answer.', looked);
  if (looked.kind === 'refused') {
    switch (looked.cause.code) {
      case 'CredentialsRejected':
        return { kind: 'found', credentials: 'rejected', ...known };
      case 'PublisherAccessDenied':
        return { kind: 'found', credentials: 'access-denied', ...known };
      case 'ContractChanged':
        return unavailable('the marketplace gave no usable answer.');
    }
  }
  const expiring = expiresOn !== undefined && expiresOn.getTime() < Date.now() + SOON_MS;
  return { kind: 'found', credentials: expiring ? 'expiring' : 'ok', ...known };
}

function formOf(secret: PublisherSecret): CredentialForm {
  if ('federated' in secret) return 'federated';
  return 'certificate' in secret ? 'certificate' : 'secret';
}

/** Reasons from other services may name resources, so the caller learns only which service it was. */
function unavailable(message: string, { retryAfterSeconds }: { retryAfterSeconds?: number } = {}): Finding {
  return { kind: 'unavailable', message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}
