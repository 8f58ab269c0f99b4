/** Decides whether a route value is allowed. Names and meanings are those of ASP.NET Core's inline constraints. */
export type RouteConstraint = (value: string) => boolean;

const INT32 = { least: -(2n ** 31n), most: 2n ** 31n - 1n };
const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };
const DECIMAL = /^\s*[+-]?(\d[\d,]*\.?\d*|\.\d+)\s*$/;
const FLOAT = /^\s*([+-]?(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?Infinity|NaN)\s*$/i;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{32}$/i;

const withoutArguments: Record<string, RouteConstraint> = {
  int: (value) => isInteger(value, INT32),
  long: (value) => isInteger(value, INT64),
  bool: (value) => /^\s*(true|false)\s*$/i.test(value),
  guid: (value) => GUID.test(value.replace(/^\{(.*)\}$|^\((.*)\)$/, '$1$2')),
  alpha: (value) => /^[a-z]*$/i.test(value),
  decimal: (value) => DECIMAL.test(value),
  double: (value) => FLOAT.test(value),
  float: (value) => FLOAT.test(value),
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  required: (value) => value !== '',
};

const withNumbers: Record<string, (...limits: number[]) => RouteConstraint> = {
  length:
    (least = 0, most = least) =>
    (value) =>
      value.length >= least && value.length <= most,
  minlength:
    (least = 0) =>
    (value) =>
      value.length >= least,
  maxlength:
    (most = 0) =>
    (value) =>
      value.length <= most,
  min: (least = 0) => inRange(least, Number.POSITIVE_INFINITY),
  max: (most = 0) => inRange(Number.NEGATIVE_INFINITY, most),
  range: (least = 0, most = 0) => inRange(least, most),
};

/**
 * Parses a constraint such as `int` or `length(2,5)`.
 * @throws Error when there is no such constraint; the host then has no route for the function.
 */
export function parseConstraint(text: string): RouteConstraint {
  const [, name = '', argument] = /^([^(]*)(?:\((.*)\))?$/s.exec(text) ?? [];
  const key = name.toLowerCase();
  if (key === 'regex' && argument !== undefined) {
    const pattern = new RegExp(argument, 'i');
    return (value) => pattern.test(value);
  }
  const plain = withoutArguments[key];
  if (plain && argument === undefined) return plain;
  const limits = argument?.split(',').map(Number);
  const limited = withNumbers[key];
  if (limited && limits && !limits.some(Number.isNaN)) return limited(...limits);
  const known = [...Object.keys(withoutArguments), ...Object.keys(withNumbers), 'regex'].join(', ');
  throw new Error(`"${text}" is no route constraint, known are ${known}.`);
}

function isInteger(value: string, { least, most }: { least: bigint; most: bigint }): boolean {
  const digits = value.trim();
  if (!/^[+-]?\d+$/.test(digits)) return false;
  const number = BigInt(digits.replace(/^\+/, ''));
  return number >= least && number <= most;
}

function inRange(least: number, most: number): RouteConstraint {
  return (value) => isInteger(value, INT64) && Number(value) >= least && Number(value) <= most;
}
