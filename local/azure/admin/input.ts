import type * as z from 'zod';

/** Input that cannot be used, with a sentence that says what was got and what was wanted. */
export interface BadInput {
  badInput: string;
}

/** Whether parsing ended in a refusal. */
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

/** Short, so that a value put in the wrong place is not shown whole. */
function excerpt(text: string): string {
  if (text === '') return 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
