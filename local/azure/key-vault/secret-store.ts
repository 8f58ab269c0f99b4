import { randomBytes } from 'node:crypto';

/** One version of a secret. */
export interface SecretVersion {
  name: string;
  version: string;
  value: string;
  enabled: boolean;
  createdAt: number;
  expiresAt?: number;
  contentType?: string;
  tags?: Record<string, string>;
}

export type SecretAttributes = Partial<Pick<SecretVersion, 'enabled' | 'expiresAt' | 'contentType' | 'tags'>>;

/** Secrets with all their versions; names are compared without regard to case, as in Azure. */
export interface SecretStore {
  put(name: string, value: string, attributes?: SecretAttributes): SecretVersion;
  latest(name: string): SecretVersion | undefined;
  /** The newest version of each secret. */
  newest(): SecretVersion[];
  /** All versions of a secret, oldest first. */
  versions(name: string): SecretVersion[];
  /**
   * The credentials that readers get now: the newest version of each secret unless it is disabled. For a certificate
   * object that is its PEM text with the ids from its tags.
   */
  currentValues(): Iterable<string>;
}

/** The vault's secrets, in memory only: no value is ever written to a file. */
export function createSecretStore(now: () => number = Date.now): SecretStore {
  const secrets = new Map<string, SecretVersion[]>();
  const versions = (name: string) => secrets.get(name.toLowerCase()) ?? [];
  return {
    put(name, value, { enabled = true, ...attributes } = {}) {
      const version = {
        name,
        version: randomBytes(16).toString('hex'),
        value,
        enabled,
        createdAt: now(),
        ...attributes,
      };
      secrets.set(name.toLowerCase(), [...versions(name), version]);
      return version;
    },
    latest: (name) => versions(name).at(-1),
    newest: () => [...secrets.values()].flatMap((all) => all.slice(-1)),
    versions,
    *currentValues() {
      for (const all of secrets.values()) {
        const newest = all.at(-1);
        if (newest?.enabled)
          yield isPem(newest) ? JSON.stringify({ ...newest.tags, certificate: newest.value }) : newest.value;
      }
    },
  };
}

function isPem({ contentType }: SecretVersion): boolean {
  return contentType === 'application/x-pem-file';
}
