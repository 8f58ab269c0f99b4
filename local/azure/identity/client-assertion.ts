import { constants, createHash, verify, type X509Certificate } from 'node:crypto';
import * as z from 'zod';

/** The reason why an assertion does not prove a client, by Entra's error number. */
export interface AssertionProblem {
  code: number;
  text: string;
}

const Header = z.object({ alg: z.string(), 'x5t#S256': z.string().optional(), x5t: z.string().optional() });
const Claims = z.object({
  aud: z.string(),
  iss: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
});

/** Checks a signed assertion (RFC 7523) of a client against the certificates registered for it. */
export function checkAssertion(
  assertion: string,
  expected: { clientId: string; audience: RegExp; certificates: X509Certificate[]; nowSeconds: number },
): AssertionProblem | undefined {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const head = parsePart(Header, header);
  const claims = parsePart(Claims, payload);
  if (!head || !claims) return { code: 50027, text: 'JWT token is invalid or malformed.' };
  if (claims.iss !== expected.clientId || claims.sub !== expected.clientId) {
    return { code: 700021, text: 'Client assertion application identifier does not match client_id parameter.' };
  }
  if (!expected.audience.test(claims.aud)) {
    return { code: 700023, text: `Client assertion audience claim does not match Realm issuer. Found: ${claims.aud}.` };
  }
  if (claims.exp <= expected.nowSeconds || (claims.nbf ?? 0) > expected.nowSeconds + CLOCK_SKEW_SECONDS) {
    return { code: 700024, text: 'Client assertion is not within its valid time range.' };
  }
  const certificate = expected.certificates.find((known) => hasThumbprint(known, head));
  if (!certificate) return unregistered('The key was not found.');
  if (Date.parse(certificate.validTo) <= expected.nowSeconds * 1000) {
    return { code: 1000502, text: 'The provided certificate is not within its specified validity window.' };
  }
  if (!isSignedBy(certificate, head.alg, `${header}.${payload}`, signature)) {
    return unregistered('The key used is expired or its signature is invalid.');
  }
  return undefined;
}

const CLOCK_SKEW_SECONDS = 300;

function unregistered(reason: string): AssertionProblem {
  const text = `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}]`;
  return { code: 700027, text };
}

function hasThumbprint({ raw }: X509Certificate, head: z.infer<typeof Header>): boolean {
  if (head['x5t#S256']) return head['x5t#S256'] === createHash('sha256').update(raw).digest('base64url');
  return head.x5t === createHash('sha1').update(raw).digest('base64url');
}

function isSignedBy({ publicKey }: X509Certificate, alg: string, signed: string, signature: string): boolean {
  if (alg !== 'PS256' && alg !== 'RS256') return false;
  const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify('sha256', Buffer.from(signed), { key: publicKey, padding }, Buffer.from(signature, 'base64url'));
}

function parsePart<T>(schema: z.ZodType<T>, part: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
