import type { RouteParameter, RouteSegment } from './parse-template.ts';

export type RouteValues = Record<string, string>;

/**
 * The route values when this path, percent-decoded, fits the template; else undefined.
 * Optional parameters without a value are absent.
 */
export function matchRoute(template: RouteSegment[], path: string): RouteValues | undefined {
  const values: RouteValues = {};
  let rest = path.replace(/^\//, '');
  for (const segment of template) {
    const [first] = segment;
    if (first?.kind === 'parameter' && first.isCatchAll) return take(first, rest, values) ? values : undefined;
    const slash = rest.indexOf('/');
    const text = slash < 0 ? rest : rest.slice(0, slash);
    rest = slash < 0 ? '' : rest.slice(slash + 1);
    if (!matchSegment(segment, text, values)) return undefined;
  }
  return rest === '' ? values : undefined;
}

function matchSegment(segment: RouteSegment, text: string, values: RouteValues): boolean {
  const [only] = segment;
  if (segment.length === 1 && only?.kind === 'parameter') return take(only, text, values);
  if (segment.length === 1 && only?.kind === 'literal') return only.text.toLowerCase() === text.toLowerCase();
  const found = patternOf(segment).exec(text) ?? patternOf(withoutOptionalEnd(segment)).exec(text);
  if (!found) return false;
  const parameters = segment.filter((part) => part.kind === 'parameter');
  return parameters.every((parameter, at) => take(parameter, found[at + 1] ?? '', values));
}

function take(parameter: RouteParameter, text: string, values: RouteValues): boolean {
  const value = text === '' ? parameter.fallback : text;
  if (value === undefined) return parameter.isOptional || parameter.isCatchAll;
  if (!parameter.constraints.every((allows) => allows(value))) return false;
  values[parameter.name] = value;
  return true;
}

function patternOf(segment: RouteSegment): RegExp {
  const source = segment.map((part) => (part.kind === 'literal' ? escapeForPattern(part.text) : '(.+)')).join('');
  return new RegExp(`^${source}$`, 'i');
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `{name}.{extension?}` also fits a text without the point. */
function withoutOptionalEnd(segment: RouteSegment): RouteSegment {
  const last = segment.at(-1);
  const before = segment.at(-2);
  const isOptionalEnd = last?.kind === 'parameter' && last.isOptional && before?.kind === 'literal';
  return isOptionalEnd && before.text === '.' ? segment.slice(0, -2) : segment;
}
