import * as z from 'zod';

function nullable<T extends z.ZodType>(inner: T) {
  return z.object({ value: inner.nullish() }).nullish();
}

/** A cookie as the library hands it to the host. */
export const Cookie = z.object({
  name: z.string(),
  value: z.string(),
  domain: nullable(z.string()),
  path: nullable(z.string()),
  expires: nullable(z.object({ seconds: z.number() })),
  secure: nullable(z.boolean()),
  httpOnly: nullable(z.boolean()),
  sameSite: z.enum(['none', 'lax', 'strict', 'explicitNone']).optional(),
  maxAge: nullable(z.number()),
});

const SAME_SITE = { none: undefined, lax: 'lax', strict: 'strict', explicitNone: 'none' };

/** The cookie as a `Set-Cookie` header, as ASP.NET Core writes it; "none" means that the function set no value. */
export function setCookieHeader(cookie: z.infer<typeof Cookie>): string {
  const { domain, path, expires, maxAge } = cookie;
  const parts = [`${encodeURIComponent(cookie.name)}=${encodeURIComponent(cookie.value)}`];
  if (expires?.value) parts.push(`expires=${new Date(expires.value.seconds * 1000).toUTCString()}`);
  if (typeof maxAge?.value === 'number') parts.push(`max-age=${Math.trunc(maxAge.value)}`);
  if (domain?.value) parts.push(`domain=${domain.value}`);
  parts.push(`path=${path?.value ?? '/'}`);
  if (cookie.secure?.value) parts.push('secure');
  const sameSite = SAME_SITE[cookie.sameSite ?? 'none'];
  if (sameSite) parts.push(`samesite=${sameSite}`);
  if (cookie.httpOnly?.value) parts.push('httponly');
  return parts.join('; ');
}
