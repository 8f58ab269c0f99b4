import type * as z from 'zod';

type Fault = Parameters<z.core.$ZodErrorMap>[0];

const WANTED: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** For a member that is not in the schema. */
export const NOT_KNOWN = 'is not a known member';

/** For `safeParse`: words what is wrong with a value for its sender. A schema's own message takes precedence. */
export const IN_OUR_WORDS = { error: wordsFor };

function wordsFor(fault: Fault): string | undefined {
  switch (fault.code) {
    case 'invalid_type':
      return fault.input === undefined
        ? 'is missing'
        : `must be ${WANTED[fault.expected] ?? fault.expected}, not ${kindOf(fault.input)}`;
    case 'invalid_value':
      return `${fault.input === undefined ? 'is missing: ' : ''}must be one of ${fault.values.join(', ')}`;
    case 'too_small':
      return fault.origin === 'string'
        ? `must have at least ${fault.minimum} characters`
        : `must be at least ${fault.minimum}`;
    case 'too_big':
      return tooBig(fault.origin, fault.maximum);
    case 'invalid_format':
      return fault.format === 'email' ? 'must be an e-mail address' : undefined;
    case 'invalid_key':
      return fault.issues[0]?.message;
    case 'unrecognized_keys':
      return `${NOT_KNOWN}${knownTo(fault)}`;
    default:
      return undefined;
  }
}

function tooBig(origin: string, most: number | bigint): string {
  if (origin === 'string') return `must have at most ${most} characters`;
  return origin === 'array' ? `must have at most ${most} entries` : `must be at most ${most}`;
}

/** Lists the valid member names, among which the sender finds the one that was mistyped. */
function knownTo({ inst }: Fault): string {
  const shape = (inst as { shape?: object } | undefined)?.shape ?? {};
  const names = Object.keys(shape);
  return names.length === 0 ? '' : `; known: ${names.join(', ')}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return WANTED[typeof value] ?? typeof value;
}
