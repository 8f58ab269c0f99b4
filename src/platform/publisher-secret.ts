import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { SecretClient } from '@azure/keyvault-secrets';
import * as z from 'zod';
import type { Cause } from '../domain/observation.ts';
import { restFailure } from './rest-failure.ts';
import { secretName } from './secret-name.ts';

/** The tenant ids and domains that `@azure/identity` accepts; it throws on anything else. */
const tenantId = z.string().regex(/^[0-9A-Za-z.-]{1,200}$/);
const clientId = z.string().regex(/^[\w.-]{1,200}$/);

/** The SDK has no limit of its own: a vault that never answers would hold every go-live of the publisher. */
const MAX_READ_MS = 30_000;

const Secret = z.union([
  z.object({ tenantId, clientId, clientSecret: z.string().min(1) }),
  z.object({ tenantId, clientId, certificate: z.string().refine(isCertificate) }),
  z.object({ tenantId, clientId, federated: z.literal(true) }),
]);

/** Content type of the secret behind a certificate object whose policy stores it as PEM. */
const PEM_OBJECT = 'application/x-pem-file';

/** Exists in memory only: never in an error, a log, or anything that is stored. */
export type PublisherSecret = z.infer<typeof Secret>;

export type SecretOutcome =
  /** `expiresOn`: the first expiry among the vault's secret and its certificate; `expiries`: each of them. */
  | { kind: 'secret'; secret: PublisherSecret; version: string; expiresOn?: Date; expiries?: Expiry[] }
  /** `malformed`: the secret exists, in an unusable form. */
  | { kind: 'refused'; cause: Cause; malformed?: true }
  | { kind: 'unavailable'; message: string; retryAfterSeconds?: number };

/** Something that expires, and when. */
export interface Expiry {
  what: 'secret' | 'certificate';
  on: Date;
}

/** Reads a publisher's secret from Key Vault. */
export async function readPublisherSecret(vault: SecretClient, publisherId: string): Promise<SecretOutcome> {
  const name = secretName(publisherId);
  try {
    const { value, properties } = await vault.getSecret(name, { abortSignal: AbortSignal.timeout(MAX_READ_MS) });
    const secret = properties.contentType === PEM_OBJECT ? pemObject(value, properties.tags) : parse(value ?? '');
    if (secret === undefined) return { ...missing(`Secret ${name} is not ${FORM}.`), malformed: true };
    const version = properties.version ?? '';
    return { kind: 'secret', secret, version, ...expiryOf(secret, properties.expiresOn) };
  } catch (error) {
    const failure = restFailure(error);
    if (failure.status === 404) return missing(`Secret ${name} is not in the vault. Add it: ${FORM}.`);
    if (/SecretDisabled|disabled secret/i.test(failure.detail))
      return missing(`Secret ${name} is disabled. Enable it, or add a version: ${FORM}.`);
    // A vault that refuses us is misconfigured by us, not by the publisher, and can be fixed without a new request.
    const reason =
      failure.status === 403
        ? `Key Vault does not let the app read secret ${name}: give its identity the role Key Vault Secrets User`
        : `Key Vault could not be read (secret ${name})`;
    return { kind: 'unavailable', message: `${reason}. ${failure.message}`, ...failure.retryAfter };
  }
}

const FORM =
  'JSON {"tenantId", "clientId", "clientSecret"}, {"tenantId", "clientId", "certificate": PEM with its private key} or {"tenantId", "clientId", "federated": true}; or a certificate of the vault, kept as PEM, with the tags tenantId and clientId';

function expiryOf(secret: PublisherSecret, secretExpiresOn: Date | undefined) {
  const expiries: Expiry[] = [];
  if (secretExpiresOn) expiries.push({ what: 'secret', on: secretExpiresOn });
  if ('certificate' in secret)
    expiries.push({ what: 'certificate', on: new X509Certificate(secret.certificate).validToDate });
  const [first] = expiries.map(({ on }) => on).sort((one, other) => Number(one) - Number(other));
  return first === undefined ? {} : { expiresOn: first, expiries };
}

/** A certificate object, which the vault renews by itself; its tags hold the ids. */
function pemObject(value: string | undefined, tags: Record<string, string> | undefined): PublisherSecret | undefined {
  return Secret.safeParse({ tenantId: tags?.['tenantId'], clientId: tags?.['clientId'], certificate: value }).data;
}

function missing(message: string): Extract<SecretOutcome, { kind: 'refused' }> {
  return { kind: 'refused', cause: { code: 'CredentialsMissing', message } };
}

/** Errors are dropped, because those of parsers quote what they read. */
function parse(value: string): PublisherSecret | undefined {
  try {
    return Secret.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).checkPrivateKey(createPrivateKey(pem));
  } catch {
    return false;
  }
}
