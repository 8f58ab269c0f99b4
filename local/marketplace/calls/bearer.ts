/** The APIs that the portal speaks; each takes tokens of an audience of its own. */
export type Api = 'cloud-partner-portal' | 'product-ingestion';

/** Says whose a token for an API is, or why it is no good. */
export type VerifyToken = (token: string, api: Api) => Verdict | Promise<Verdict>;

/** `credential` tells one secret of a client from another, without giving it away; optional. */
export type Verdict =
  | { ok: true; clientId: string; tenantId: string; credential?: string }
  | { ok: false; reason: string };

/** Who calls. What identifies the credential never leaves the portal's memory in clear. */
export interface Caller {
  clientId: string;
  credential: string;
}

/** The token of an Authorization header; undefined without a bearer token. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** What may be told of an Authorization header: its scheme and, of a JWT, for whom and whose it is, unverified. */
export function describeAuthorization(
  authorization: string | undefined,
): { scheme: string; audience?: string | undefined; clientId?: string | undefined } | undefined {
  if (authorization === undefined) return undefined;
  // A header that is a bare token has no scheme; nothing of it may be told.
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
