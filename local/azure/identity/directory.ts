import { X509Certificate } from 'node:crypto';
import * as z from 'zod';
import { EXCHANGE_AUDIENCE, issuerOf, objectIdOf, type Principal } from './tokens.ts';

/** An application registered in a tenant, with everything that it may prove itself by. */
export interface Application {
  secrets: string[];
  certificates: X509Certificate[];
  trusts: Trust[];
}

/** A federated identity credential: the issuer, subject and audience of the tokens that prove the application. */
export interface Trust {
  issuer: string;
  subject: string;
  audience: string;
}

/** The credentials that count for a client, whatever the vault contains. */
export interface OwnCredentials {
  tenantId: string;
  secret?: string;
  federated?: Trust;
}

/** The applications known in each tenant. */
export interface Directory {
  /** The trust an application needs so that the app's identity can prove it. */
  ownIdentity: Trust;
  hasTenant(tenantId: string): boolean;
  find(tenantId: string, clientId: string): Application | undefined;
  /** From now on this is the client's only credential, whatever the vault contains. */
  set(clientId: string, credentials: OwnCredentials): void;
  /** Lets the vault's secrets count for the client again. */
  unset(clientId: string): void;
}

/** A publisher's credentials as the app reads them; secrets of any other shape are ignored. */
const Credentials = z.object({
  tenantId: z.string(),
  clientId: z.string(),
  clientSecret: z.string().optional(),
  certificate: z.string().optional(),
  federated: z.literal(true).optional(),
});

type Credentials = z.infer<typeof Credentials> & { trust?: Trust };

/**
 * The applications that the authority knows: those whose credentials are the newest version in the vault, so that a new
 * version of a secret acts as a rotation, and those set explicitly, so that a test can make the vault's secret wrong.
 * An application that the vault marks as federated trusts the app's identity.
 */
export function createDirectory(home: Principal, currentSecrets: () => Iterable<string>): Directory {
  const explicit = new Map<string, OwnCredentials>();
  const ownIdentity: Trust = {
    issuer: issuerOf(home.tenantId, EXCHANGE_AUDIENCE),
    subject: objectIdOf(home.clientId),
    audience: EXCHANGE_AUDIENCE,
  };

  function credentials(): Credentials[] {
    const fromVault = [...currentSecrets()].flatMap((value) => parseCredentials(value) ?? []);
    const counting = fromVault.filter(({ clientId }) => !explicit.has(clientId.toLowerCase()));
    const set = [...explicit].map(([clientId, { tenantId, secret, federated }]) => ({
      tenantId,
      clientId,
      clientSecret: secret,
      trust: federated,
    }));
    return [...counting, ...set];
  }

  return {
    ownIdentity,
    hasTenant: (tenantId) =>
      same(tenantId, home.tenantId) || credentials().some((known) => same(known.tenantId, tenantId)),
    find(tenantId, clientId) {
      const own = credentials().filter((known) => same(known.clientId, clientId) && same(known.tenantId, tenantId));
      if (own.length === 0) return undefined;
      return {
        secrets: own.flatMap(({ clientSecret }) => clientSecret ?? []),
        trusts: own.flatMap(({ federated, trust }) => trust ?? (federated ? ownIdentity : [])),
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
