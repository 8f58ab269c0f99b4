import { createHmac, timingSafeEqual } from 'node:crypto';

/** The one key of a namespace. */
export interface SharedAccessKey {
  readonly keyName: string;
  readonly key: string;
}

/**
 * What is wrong with a shared access signature for an audience, or undefined when it holds.
 * Format: Azure documentation, "Generate SAS token".
 */
export function sasTokenFault(
  token: string,
  audience: string,
  access: SharedAccessKey,
  now: number,
): string | undefined {
  const [scheme, fields = ''] = token.split(' ');
  if (scheme !== 'SharedAccessSignature') return 'MalformedToken: wanted a SharedAccessSignature.';
  // Not URLSearchParams: the signature covers the audience exactly as it was encoded.
  const parts = new Map(
    fields
      .split('&')
      .map((field): [string, string] => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
  const [resource, signature, expiry, keyName] = ['sr', 'sig', 'se', 'skn'].map((name) => parts.get(name));
  if (!resource || !signature || !expiry || !keyName) return 'MalformedToken: wanted the fields sr, sig, se and skn.';
  if (decodeURIComponent(keyName) !== access.keyName) {
    return `InvalidSignature: the namespace has no key named '${decodeURIComponent(keyName)}'.`;
  }
  const wanted = createHmac('sha256', access.key).update(`${resource}\n${expiry}`).digest();
  const got = Buffer.from(decodeURIComponent(signature), 'base64');
  if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) {
    return 'InvalidSignature: The token has an invalid signature.';
  }
  if (!(Number(expiry) * 1000 > now)) return `ExpiredToken: The token expired at ${expiry} (seconds since 1970).`;
  if (!covers(entityPath(decodeURIComponent(resource)), entityPath(audience))) {
    return `InvalidAudience: the token is for '${decodeURIComponent(resource)}', not for '${audience}'.`;
  }
  return undefined;
}

/** The entity that an audience (`sb://host/queue`) names, in the form that names are compared in. */
export function entityPath(audience: string): string {
  // .NET clients name an entity in a link with a slash before it.
  return audience
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/^\/+/, '')
    .toLowerCase();
}

/** Whether a right on one entity (or, with an empty path, on the namespace) includes another. */
export function covers(granted: string, wanted: string): boolean {
  return granted === '' || wanted === granted || wanted.startsWith(`${granted}/`);
}
