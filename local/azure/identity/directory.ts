import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

/** An application registered in a tenant, with everything that it may prove itself by. */
export interface Application {
  secrets: string[];
  certificates: X509Certificate[];
}

/** Who is known in which tenant. */
export interface Directory {
  hasTenant(tenantId: string): boolean;
  find(tenantId: string, clientId: string): Application | undefined;
  /** Sets the only secret that counts for a client from now on, whatever the vault says. */
  set(clientId: string, credentials: { tenantId: string; secret: string }): void;
  /** Lets the vault's secrets count for the client again. */
  unset(clientId: string): void;
}

/** A publisher's credentials as the app reads them; any other secret is none of the directory's business. */
const Credentials = z.object({
  tenantId: z.string(),
  clientId: z.string(),
  clientSecret: z.string().optional(),
  certificate: z.string().optional(),
});

type Credentials = z.infer<typeof Credentials>;

/**
 * The applications that the authority knows: those whose credentials are in the vault now, so that a new version of a
 * secret is a rotation, and those set explicitly, so that a test can make a secret of the vault wrong.
 */
export function createDirectory(homeTenantId: string, currentSecrets: () => Iterable<string>): Directory {
  const explicit = new Map<string, { tenantId: string; secret: string }>();

  function credentials(): Credentials[] {
    const fromVault = [...currentSecrets()].flatMap((value) => parseCredentials(value) ?? []);
    const counting = fromVault.filter(({ clientId }) => !explicit.has(clientId.toLowerCase()));
    const set = [...explicit].map(([clientId, { tenantId, secret }]) => ({ tenantId, clientId, clientSecret: secret }));
    return [...counting, ...set];
  }

  return {
    hasTenant: (tenantId) =>
      same(tenantId, homeTenantId) || credentials().some((known) => same(known.tenantId, tenantId)),
    find(tenantId, clientId) {
      const own = credentials().filter((known) => same(known.clientId, clientId) && same(known.tenantId, tenantId));
      if (own.length === 0) return undefined;
      return {
        secrets: own.flatMap(({ clientSecret }) => clientSecret ?? []),
        certificates: own.flatMap(({ certificate }) => (certificate && parseCertificate(certificate)) || []),
      };
    },
    set: (clientId, value) => void explicit.set(clientId.toLowerCase(), value),
    unset: (clientId) => void explicit.delete(clientId.toLowerCase()),
  };
}

function parseCredentials(value: string): Credentials | undefined {
  try {
    return Credentials.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
