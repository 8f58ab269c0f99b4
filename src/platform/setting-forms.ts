import * as z from 'zod';

/** The messages say what is expected: settings.ts puts the setting's name and value before them. */

const ORIGIN =
  'an https address without a path, such as https://cloudpartner.azure.com (http for loopback addresses only)';

/** An origin; http only where nothing leaves this machine. */
export function origin() {
  return z
    .string()
    .refine((value) => {
      const url = parse(value);
      return url !== undefined && url.pathname === '/' && url.search === '' && isConfidential(url, true);
    }, ORIGIN)
    .transform((value) => new URL(value).origin);
}

/** An address with a path; http only where nothing leaves this machine. */
export function address(example: string) {
  const wanted = `an https address without a query, such as ${example} (http for loopback addresses only)`;
  return z.string().refine((value) => parse(value)?.search === '' && isConfidential(parse(value), true), wanted);
}

/** A vault's address. The SDK sends tokens over https alone. */
export function vault() {
  const wanted = 'an https address such as https://contoso.vault.azure.net';
  return z
    .string(wanted)
    .refine((value) => parse(value)?.pathname === '/' && isConfidential(parse(value), false), wanted);
}

/** A topic's address. The SDK sends tokens over https alone. */
export function endpoint() {
  const wanted = 'an https address such as https://contoso.westeurope-1.eventgrid.azure.net/api/events';
  return z.string(wanted).refine((value) => isConfidential(parse(value), false), wanted);
}

/** A text of a certain form. */
export function phrase(form: RegExp, wanted: string) {
  return z.string(wanted).regex(form, wanted);
}

/** A decimal number within bounds. */
export function number(least: number, most: number) {
  const wanted = `a number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, wanted)
    .transform(Number)
    .refine((value) => value >= least && value <= most, wanted);
}

/** A whole number within bounds. */
export function whole(least: number, most: number) {
  const wanted = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+$/, wanted)
    .transform(Number)
    .refine((value) => value >= least && value <= most, wanted);
}

function parse(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}

function isConfidential(url: URL | undefined, httpOnLoopback: boolean): boolean {
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (httpOnLoopback && url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
