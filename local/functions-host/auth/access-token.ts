import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import * as z from 'zod';
import type { Told } from './principal-headers.ts';

/** The audience of the API's tokens on this machine. */
export const AUDIENCE = 'api://go-live-local';

const Claims = z.object({
  aud: z.literal(AUDIENCE),
  exp: z.number(),
  oid: z.string(),
  appid: z.string(),
  tid: z.string(),
  idtyp: z.string(),
  roles: z.array(z.string()).default([]),
});

/**
 * The caller whom a token of the local identity stand-in identifies; undefined unless the token is valid and for this
 * API.
 */
export function readAccessToken(authorization: string | undefined, key: JsonWebKey): Told | undefined {
  const [header = '', payload = '', signature = ''] = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]?.split('.') ?? [];
  const signed = Buffer.from(`${header}.${payload}`);
  const publicKey = createPublicKey({ key, format: 'jwk' });
  if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  const read = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (!read.success || read.data.exp * 1000 <= Date.now()) return undefined;
  const { roles, exp: _, ...others } = read.data;
  const claims = [
    ...Object.entries(others).map(([typ, val]) => ({ typ, val })),
    ...roles.map((val) => ({ typ: 'roles', val })),
  ];
  return { id: read.data.oid, name: read.data.appid, claims };
}
