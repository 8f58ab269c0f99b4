import type { JsonSchema } from './json-schema.ts';
import { PROBLEMS, type ProblemCode } from './problem.ts';

const URI = { type: 'string', format: 'uri' };
const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } } };
const FOLLOW = {
  'Operation-Location': { description: 'Where to follow the operation', schema: URI },
  'Azure-AsyncOperation': { description: 'The same', schema: URI },
  Location: { description: 'Where its result is: a failure is an error there', schema: URI },
  ...RETRY_AFTER,
};

const CHALLENGE = {
  'WWW-Authenticate': { description: 'How to come back, where tokens are wanted', schema: { type: 'string' } },
};

/** A parameter of the path. */
export function inPath(name: string, schema: JsonSchema): JsonSchema {
  return { name, in: 'path', required: true, schema };
}

export function inQuery(name: string, schema: JsonSchema): JsonSchema {
  return { name, in: 'query', schema };
}

/** A JSON body. */
export function jsonBody(schema: string, required: boolean, mediaType = 'application/json'): JsonSchema {
  return { required, content: { [mediaType]: { schema: ref(schema) } } };
}

/** An answer with a JSON body. */
export function json(schema: string, description: string): JsonSchema {
  return { description, content: { 'application/json': { schema: ref(schema) } } };
}

/** 202 with the operation and where to follow it. */
export function accepted(description: string): { 202: JsonSchema } {
  return { 202: { ...json('Operation', description), headers: FOLLOW } };
}

/** An answer with a problem. */
export function problem(description: string): JsonSchema {
  return { description, content: { 'application/problem+json': { schema: ref('Problem') } } };
}

/** Answers with these codes, and those that every call can get. */
export function problems(...codes: ProblemCode[]): Record<string, JsonSchema> {
  const byStatus = new Map<number, string[]>();
  for (const code of ['SignInRequired', ...codes, 'RoleRequired', 'TemporarilyUnavailable'] as const) {
    const [status, title] = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${title}`]);
  }
  const answers = [...byStatus].map(([status, meanings]): [string, JsonSchema] => [
    String(status),
    {
      description: meanings.join('. ') + (status === 401 ? '. Without a body where a function key is missing' : ''),
      content: { 'application/problem+json': { schema: ref('Problem') } },
      ...(tellsWhen(status, [...codes]) && { headers: RETRY_AFTER }),
      ...(status === 401 && { headers: CHALLENGE }),
    },
  ]);
  return Object.fromEntries(answers);
}

/** Whether the answer has `Retry-After`. */
function tellsWhen(status: number, codes: readonly ProblemCode[]): boolean {
  return status === 503 || status === 429 || (status === 409 && codes.includes('OutcomeUnknown'));
}

function ref(schema: string): JsonSchema {
  return { $ref: `#/components/schemas/${schema}` };
}
