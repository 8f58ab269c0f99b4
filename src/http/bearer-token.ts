import type { JWTVerifyGetKey } from 'jose';
import { type Claims, claimsInToken } from './claims.ts';

/** The application that guards the API, and the tenant whose people and applications it lets in. */
export interface Guard {
  applicationId: string;
  tenantId: string;
}

/** Whom a token identifies, and its claims; undefined unless it is valid, for this API and issued by its tenant. */
export type ReadBearerToken = (token: string) => Promise<{ objectId: string; claims: Claims } | undefined>;

/** @param keys The tenant's signing keys, by default those that Microsoft Entra ID publishes. */
export function openBearerTokens({ applicationId, tenantId }: Guard, keys?: JWTVerifyGetKey): ReadBearerToken {
  // Entra's issuer depends on the token's version, and its audience on the form in which it was requested.
  const expected = {
    issuer: [`https://login.microsoftonline.com/${tenantId}/v2.0`, `https://sts.windows.net/${tenantId}/`],
    audience: [applicationId, `api://${applicationId}`],
    algorithms: ['RS256'],
    requiredClaims: ['exp', 'oid'],
  };
  let known = keys;
  return async (token) => {
    const { createRemoteJWKSet, jwtVerify } = await import('jose');
    known ??= createRemoteJWKSet(new URL(`https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`));
    try {
      const { payload } = await jwtVerify(token, known, expected);
      const { oid } = payload;
      return typeof oid === 'string' ? { objectId: oid, claims: claimsInToken(payload) } : undefined;
    } catch {
      // A token that is forged, or cannot be verified now, is not believed.
      return undefined;
    }
  };
}
