import {
  createHash,
  createHmac,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';

/** The identity for which a token is issued. */
export interface Principal {
  tenantId: string;
  clientId: string;
}

/** The result of verifying a token that was presented to one of the services. */
export type Verification =
  | {
      ok: true;
      clientId: string;
      tenantId: string;
      issuer: string;
      /** The object id of the token's principal. */
      subject: string;
      managedIdentity: boolean;
      /** Identifies the secret used: equal for all tokens obtained with it, different after a rotation. */
      credential?: string;
    }
  | { ok: false; cause: 'malformed' | 'foreign' | 'expired' | 'audience'; reason: string };

/** Issues tokens and verifies them. */
export interface Tokens {
  /** `secret` is the credential with which the application proved itself. */
  issue(
    principal: Principal,
    audience: string,
    kind: 'application' | 'managedIdentity',
    secret?: string,
    roles?: string[],
  ): IssuedToken;
  /** For parties that verify tokens themselves. */
  publicKey: JsonWebKey;
  verify(token: string, audience: string): Verification;
}

/** A new token and its expiry. */
export interface IssuedToken {
  accessToken: string;
  expiresInSeconds: number;
  expiresAtSeconds: number;
}

/** Entra's own default lies between 60 and 90 minutes. */
const LIFETIME_SECONDS = 3_900;

const Claims = z.object({
  aud: z.string(),
  appid: z.string(),
  iss: z.string().default(''),
  sub: z.string().default(''),
  tid: z.string(),
  exp: z.number(),
  xms_mirid: z.string().optional(),
  credential: z.string().optional(),
});

/** Signs tokens with a key that exists in this process only, and accepts only tokens signed with it. */
export async function createTokens(now: () => number = Date.now): Promise<Tokens> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const salt = randomBytes(16);
  const nowSeconds = () => Math.floor(now() / 1000);
  return {
    publicKey: publicKey.export({ format: 'jwk' }),
    issue({ tenantId, clientId }, audience, kind, secret, roles) {
      const issuedAt = nowSeconds();
      const expiresAtSeconds = issuedAt + LIFETIME_SECONDS;
      const claims = {
        aud: audience,
        iss: issuerOf(tenantId, audience),
        sub: objectIdOf(clientId),
        oid: objectIdOf(clientId),
        iat: issuedAt,
        nbf: issuedAt,
        exp: expiresAtSeconds,
        appid: clientId,
        appidacr: kind === 'application' ? '1' : '2',
        idtyp: 'app',
        tid: tenantId,
        uti: randomUUID(),
        ver: '1.0',
        ...(roles && { roles }),
        ...(secret && { credential: createHmac('sha256', salt).update(secret).digest('base64url') }),
        ...(kind === 'managedIdentity' && { xms_mirid: MANAGED_IDENTITY_RESOURCE }),
      };
      return { accessToken: encode(claims, privateKey), expiresInSeconds: LIFETIME_SECONDS, expiresAtSeconds };
    },
    verify(token, audience) {
      const [header = '', payload = '', signature = '', ...rest] = token.split('.');
      const claims = rest.length === 0 ? decode(payload) : undefined;
      if (!claims) return refuse('malformed', 'The token is not a JWT with the claims aud, appid, tid and exp.');
      const signed = Buffer.from(`${header}.${payload}`);
      if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))) {
        return refuse('foreign', 'The token was not issued by this authority.');
      }
      if (claims.exp <= nowSeconds()) {
        return refuse('expired', `The token expired at ${new Date(claims.exp * 1000).toISOString()}.`);
      }
      if (withoutSlash(claims.aud) !== withoutSlash(audience)) {
        return refuse('audience', `Invalid audience. Expected ${withoutSlash(audience)}, found: ${claims.aud}.`);
      }
      const managedIdentity = claims.xms_mirid !== undefined;
      const { appid: clientId, tid: tenantId, iss: issuer, sub: subject, credential } = claims;
      const principal = { clientId, tenantId, issuer, subject };
      return { ok: true, ...principal, managedIdentity, ...(credential !== undefined && { credential }) };
    },
  };
}

/** The audience of a token with which one identity proves an application that trusts it. */
export const EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';

/** Tokens for the exchange are v2 tokens; those for the services here are v1. */
export function issuerOf(tenantId: string, audience: string): string {
  return audience === EXCHANGE_AUDIENCE
    ? `https://login.microsoftonline.com/${tenantId}/v2.0`
    : `https://sts.windows.net/${tenantId}/`;
}

/** The service principal's object id, derived from the client id so that it is the same each time. */
export function objectIdOf(clientId: string): string {
  const hex = createHash('sha256').update(clientId.toLowerCase()).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** The claim that distinguishes the app's own identity from the publishers' applications. */
const MANAGED_IDENTITY_RESOURCE =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/go-live-local/providers/Microsoft.Web/sites/go-live-local';

function refuse(cause: 'malformed' | 'foreign' | 'expired' | 'audience', reason: string): Verification {
  return { ok: false, cause, reason };
}

function encode(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ typ: 'JWT', alg: 'RS256', kid: 'go-live-local' })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

function decode(payload: string): z.infer<typeof Claims> | undefined {
  try {
    return Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** Entra issues the audience exactly as requested; services accept it with and without the trailing slash. */
function withoutSlash(audience: string): string {
  return audience.replace(/\/+$/, '');
}
