import type { TokenCredential } from '@azure/core-auth';
import type { SecretClient } from '@azure/keyvault-secrets';
import type { PublisherTokens, TokenOutcome } from '../marketplace/port.ts';
import { createPublisherCredential, getToken } from './entra-token.ts';
import { keyVault } from './key-vault.ts';
import { type PublisherSecret, readPublisherSecret, type SecretOutcome } from './publisher-secret.ts';

interface Loaded {
  kind: 'loaded';
  secret: PublisherSecret;
  version: string;
  credential: TokenCredential;
  /** Requests for a token under way, by scope. */
  requests: Map<string, Promise<TokenOutcome>>;
  until: number;
}

type Loading = Promise<Loaded | Exclude<SecretOutcome, { kind: 'secret' }>>;

interface Source {
  vault: () => Promise<SecretClient>;
  credentialOf?: (secret: PublisherSecret) => Promise<TokenCredential>;
  now?: () => number;
}

const CACHE_MS = 5 * 60_000;

/**
 * Provides the tokens of one publisher. The secret is read again every five minutes, so that a new version is picked
 * up; the credential of a version caches its tokens. At most one read and one token request run at a time.
 */
export function createPublisherTokens(publisherId: string, source: Source): PublisherTokens {
  const { vault, credentialOf = createPublisherCredential, now = Date.now } = source;
  let loaded: Loaded | undefined;
  let loading: Loading | undefined;
  let loadingFresh: Loading | undefined;

  async function load(fresh: boolean): Loading {
    const outcome = await readPublisherSecret(await vault(), publisherId);
    if (outcome.kind !== 'secret') return outcome;
    const { secret, version } = outcome;
    // The same version keeps its credential, and with it the tokens, unless one of them was just turned down.
    const kept = !fresh && loaded?.version === version ? loaded : undefined;
    loaded = {
      kind: 'loaded',
      secret,
      version,
      credential: kept?.credential ?? (await credentialOf(secret)),
      requests: kept?.requests ?? new Map(),
      until: now() + CACHE_MS,
    };
    return loaded;
  }

  function current(fresh: boolean): Loading {
    if (fresh) {
      loadingFresh ??= load(true).finally(() => {
        loadingFresh = undefined;
      });
      return loadingFresh;
    }
    if (loaded !== undefined && now() < loaded.until) return Promise.resolve(loaded);
    loading ??= load(false).finally(() => {
      loading = undefined;
    });
    return loading;
  }

  return {
    token: async (scope, { fresh = false } = {}) => {
      const outcome = await current(fresh);
      if (outcome.kind !== 'loaded') return outcome;
      const { requests, credential, secret } = outcome;
      const running = requests.get(scope) ?? getToken(credential, secret, scope).finally(() => requests.delete(scope));
      requests.set(scope, running);
      return running;
    },
  };
}

const opened = new Map<string, PublisherTokens>();

/** The tokens of a publisher, by the secret that Key Vault holds for it; one instance per publisher and process. */
export function openPublisherTokens(publisherId: string): PublisherTokens {
  const tokens = opened.get(publisherId) ?? createPublisherTokens(publisherId, { vault: keyVault });
  opened.set(publisherId, tokens);
  return tokens;
}
