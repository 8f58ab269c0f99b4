import * as z from 'zod';
import type { Body } from '../http/answer.ts';
import { cut } from '../text/cut.ts';
import { toPlainText } from '../text/plain-text.ts';

/** An error as the marketplace reported it. */
export interface IngestionError {
  /** All codes, from the outermost in, such as `internalServerError > invalidState`. */
  code?: string;
  /** The deepest texts: those above them say no more than "Operation failed". */
  message: string;
  /** All texts, for telling one failure from another. */
  texts: string;
}

const text = z.string().optional().catch(undefined);
/** `details` is a list, absent or, wrongly, an object. */
const list = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]));

const ErrorObject = z.object({ code: text, message: text, error: list, errors: list, details: list });

interface Found {
  codes: string[];
  texts: string[];
  deepest: string[];
}

const MAX_DEPTH = 100;
const MAX_WIDTH = 30;

/** Reads an error body; an HTML page is not an error that the marketplace wrote. */
export function readErrorBody(body: Body): IngestionError {
  if (body.kind === 'json') return readErrors(body.value);
  const words = body.kind === 'text' && !body.text.startsWith('<') ? toPlainText(body.text) : '';
  return { message: words, texts: words };
}

/** Reads an error or a list of errors, nested as deep as they come. */
export function readErrors(value: unknown): IngestionError {
  const { codes, texts, deepest } = collect(value, 0);
  const code = cut([...new Set(codes)].join(' > '), 200);
  return {
    ...(code === '' ? {} : { code }),
    message: cut([...new Set(deepest)].join(' '), 1000),
    texts: texts.join(' '),
  };
}

function collect(value: unknown, depth: number): Found {
  if (depth > MAX_DEPTH) return NOTHING;
  if (Array.isArray(value)) return merge(value.slice(0, MAX_WIDTH).map((each) => collect(each, depth + 1)));
  const parsed = ErrorObject.safeParse(value);
  if (!parsed.success) return NOTHING;
  const { code, message, error, errors, details } = parsed.data;
  const own = toPlainText(message ?? '');
  const inner = collect([...error, ...errors, ...details], depth + 1);
  return {
    codes: [...(code ? [cut(code, 60)] : []), ...inner.codes],
    texts: [...(own === '' ? [] : [own]), ...inner.texts],
    deepest: inner.deepest.length > 0 || own === '' ? inner.deepest : [own],
  };
}

const NOTHING: Found = { codes: [], texts: [], deepest: [] };

function merge(found: Found[]): Found {
  return {
    codes: found.flatMap(({ codes }) => codes),
    texts: found.flatMap(({ texts }) => texts),
    deepest: found.flatMap(({ deepest }) => deepest),
  };
}
