import * as z from 'zod';
import type { Body } from '../http/answer.ts';
import { cut } from '../text/cut.ts';
import type { MarketplaceError } from '../text/failure-rules.ts';
import { toPlainText } from '../text/plain-text.ts';

const text = z.string().optional().catch(undefined);

const ErrorObject = z.object({
  code: text,
  message: text,
  Message: text,
  error: z.unknown().optional(),
  details: z.array(z.unknown()).catch([]),
  innererror: z.unknown().optional(),
});

const MAX_DEPTH = 4;

/** Reads an error body in any of its forms; an HTML page is not an error that the marketplace wrote. */
export function readError(body: Body): MarketplaceError {
  if (body.kind === 'json') return join(collect(body.value, 0));
  if (body.kind === 'text' && !body.text.startsWith('<')) return { message: toPlainText(body.text) };
  return { message: '' };
}

/** Reads the `error` member of an operation, which may be a text or an object. */
export function readErrorMember(value: unknown): MarketplaceError {
  return join(collect(value, 0));
}

/** The reason is often inside: `internalServerError` around `Issues found during Certification.` */
function collect(value: unknown, depth: number): MarketplaceError[] {
  if (typeof value === 'string') return [{ message: toPlainText(value) }];
  const parsed = ErrorObject.safeParse(value);
  if (!parsed.success || depth > MAX_DEPTH) return [];
  const { code, message, Message, error, details, innererror } = parsed.data;
  const own = {
    ...(code !== undefined && { code: cut(code, 100) }),
    message: toPlainText(message ?? Message ?? ''),
  };
  return [own, ...[error, ...details, innererror].flatMap((inner) => collect(inner, depth + 1))].filter(
    (part) => part.code !== undefined || part.message !== '',
  );
}

function join(parts: MarketplaceError[]): MarketplaceError {
  const codes = new Set(parts.flatMap(({ code }) => code ?? []));
  const messages = new Set(parts.flatMap(({ message }) => (message === '' ? [] : [message])));
  const code = cut([...codes].join(' > '), 200);
  return { ...(code === '' ? {} : { code }), message: cut([...messages].join(' '), 1000) };
}
