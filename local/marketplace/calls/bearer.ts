/** The APIs that the marketplace plays; each accepts tokens for an audience of its own. */
export type Api = 'cloud-partner-portal' | 'product-ingestion';

/** Identifies the owner of a token for an API, or explains why the token is not valid. */
export type VerifyToken = (token: string, api: Api) => Verdict | Promise<Verdict>;

/** `credential` distinguishes the secrets of one client without revealing them; optional. */
export type Verdict =
  | { ok: true; clientId: string; tenantId: string; credential?: string }
  | { ok: false; reason: string };

/** The caller. What identifies the credential never leaves the marketplace's memory in clear. */
export interface Caller {
  clientId: string;
  credential: string;
}

/** The bearer token of an Authorization header; undefined when there is none. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** What may be shown of an Authorization header: its scheme and, for a JWT, the unverified audience and client. */
export function describeAuthorization(
  authorization: string | undefined,
): { scheme: string; audience?: string | undefined; clientId?: string | undefined } | undefined {
  if (authorization === undefined) return undefined;
  // A header that is a bare token has no scheme, and none of it may be shown.
  const scheme = /^[A-Za-z]{1,20}(?= )/.exec(authorization)?.[0] ?? 'none';
  const claims = claimsOf(bearerToken(authorization) ?? '');
  return { scheme, audience: textOf(claims['aud']), clientId: textOf(claims['appid'] ?? claims['azp']) };
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined;
}
