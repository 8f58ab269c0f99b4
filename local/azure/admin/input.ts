import type * as z from 'zod';

/** Unusable input, with a sentence that states what was received and what was expected. */
export interface BadInput {
  badInput: string;
}

/** Whether parsing rejected the input. */
export function isBadInput(value: object): value is BadInput {
  return 'badInput' in value;
}

/** Reads a JSON body by a schema. */
export function parseJson<T extends object>(schema: z.ZodType<T>, body: Buffer): T | BadInput {
  const text = body.toString();
  try {
    return check(schema, JSON.parse(text), text);
  } catch {
    return { badInput: `Got ${excerpt(text)}; wanted a JSON body.` };
  }
}

/** Reads the query parameters by a schema. */
export function parseQuery<T extends object>(schema: z.ZodType<T>, url: URL): T | BadInput {
  return check(schema, Object.fromEntries(url.searchParams), url.search);
}

function check<T extends object>(schema: z.ZodType<T>, value: unknown, text: string): T | BadInput {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return { badInput: `Got ${excerpt(text)}; ${problems.join('; ')}.` };
}

/** Shortened, so that a secret put in the wrong place is not echoed in full. */
function excerpt(text: string): string {
  if (text === '') return 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
