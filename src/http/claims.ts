import * as z from 'zod';

/** The claims about a caller that matter here. */
export interface Claims {
  roles: string[];
  /** `scp`, in a token issued on behalf of a person. */
  scope?: string;
  /** `idtyp`: `app` for an application; mostly absent for a person. */
  identityType?: string;
  /** It names the application that it was issued to, as an access token does and a browser's sign-in does not. */
  isAccessToken: boolean;
}

/**
 * The platform writes some claims under their long version 1 names. Sources: "Work with user identities in Azure App
 * Service authentication", "Access tokens in the Microsoft identity platform".
 */
const ROLE = ['roles', 'role', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role'];
const SCOPE = ['scp', 'http://schemas.microsoft.com/identity/claims/scope'];
const GIVEN_TO = ['appid', 'azp', 'appidacr', 'azpacr'];

const clientPrincipal = z.object({
  auth_typ: z.literal('aad'),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
  role_typ: z.string().optional(),
});

/** The claims in `X-MS-CLIENT-PRINCIPAL`, base64 of JSON; undefined unless Entra's sign-in wrote it. */
export function claimsInHeader(header: string): Claims | undefined {
  const read = clientPrincipal.safeParse(parseJson(Buffer.from(header, 'base64').toString()));
  if (!read.success) return undefined;
  const { claims, role_typ: roleName } = read.data;
  const values = (names: (string | undefined)[]) =>
    claims.filter(({ typ }) => names.includes(typ)).map(({ val }) => val);
  return toClaims(values([...ROLE, roleName]), values(SCOPE)[0], values(['idtyp'])[0], values(GIVEN_TO).length > 0);
}

/** The claims of a token whose signature has been checked. */
export function claimsInToken(payload: Readonly<Record<string, unknown>>): Claims {
  const { roles, scp, idtyp } = payload;
  const texts = Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  return toClaims(texts, textOf(scp), textOf(idtyp), true);
}

function toClaims(
  roles: string[],
  scope: string | undefined,
  identityType: string | undefined,
  isAccessToken: boolean,
): Claims {
  return {
    roles: [...new Set(roles)],
    ...(scope !== undefined && scope.trim() !== '' && { scope }),
    ...(identityType !== undefined && { identityType: identityType.toLowerCase() }),
    isAccessToken,
  };
}

/** A claim of an unknown form must not pass for an absent one. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
