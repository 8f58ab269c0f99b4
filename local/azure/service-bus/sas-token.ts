import { createHmac, timingSafeEqual } from 'node:crypto';

/** The one key of a namespace. */
export interface SharedAccessKey {
  readonly keyName: string;
  readonly key: string;
}

/**
 * Describes why a shared access signature is not valid for an audience; undefined when it is valid. Format: Azure
 * documentation, "Generate SAS token".
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

/** The entity that an audience (`sb://host/queue`) names, normalised for comparison. */
export function entityPath(audience: string): string {
  // .NET clients put a slash before the entity's name in a link.
  return audience
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/^\/+/, '')
    .toLowerCase();
}

/** Whether a right on one entity (or, with an empty path, on the namespace) includes another. */
export function covers(granted: string, wanted: string): boolean {
  return granted === '' || wanted === granted || wanted.startsWith(`${granted}/`);
}
