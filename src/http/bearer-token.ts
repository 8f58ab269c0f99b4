import type { JWTVerifyGetKey } from 'jose';
import { type Claims, claimsInToken } from './claims.ts';

/** The application that guards the API, and the tenant whose people and applications it lets in. */
export interface Guard {
  applicationId: string;
  tenantId: string;
}

/** Says whom a token names and what it says, if it is one for this API, by its tenant, and still good. */
export type ReadBearerToken = (token: string) => Promise<{ objectId: string; claims: Claims } | undefined>;

/** @param keys Of the tenant, by default those that Microsoft Entra ID publishes. */
export function openBearerTokens({ applicationId, tenantId }: Guard, keys?: JWTVerifyGetKey): ReadBearerToken {
  // Entra writes the issuer by the version of the token, the audience by the form that it was asked for.
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
      // Whether it is forged or cannot be judged now, it is not believed.
      return undefined;
    }
  };
}
