import { parseConstraint, type RouteConstraint } from './route-constraint.ts';

/** A parameter of a route template, `{name:constraint=default}` or `{name?}` or `{*name}`. */
export interface RouteParameter {
  kind: 'parameter';
  name: string;
  isOptional: boolean;
  isCatchAll: boolean;
  fallback: string | undefined;
  constraints: RouteConstraint[];
}

export interface RouteLiteral {
  kind: 'literal';
  text: string;
}

export type RoutePart = RouteLiteral | RouteParameter;

/** The content between two slashes; usually one part, but `{name}.{extension?}` has three. */
export type RouteSegment = RoutePart[];

/**
 * Parses an ASP.NET Core route template.
 * @throws Error when a brace is not closed, a parameter has no name, or a constraint is unknown.
 */
export function parseTemplate(template: string): RouteSegment[] {
  const segments: RouteSegment[] = [[]];
  let literal = '';
  const endLiteral = () => {
    if (literal !== '') segments.at(-1)?.push({ kind: 'literal', text: literal });
    literal = '';
  };
  for (let at = 0; at < template.length; at++) {
    const character = template[at] ?? '';
    const isDoubled = template[at + 1] === character;
    if (character === '/') {
      endLiteral();
      segments.push([]);
    } else if (character === '{' && !isDoubled) {
      endLiteral();
      const end = closingBrace(template, at + 1);
      segments.at(-1)?.push(parseParameter(template.slice(at + 1, end)));
      at = end;
    } else {
      if ((character === '{' || character === '}') && isDoubled) at++;
      literal += character;
    }
  }
  endLiteral();
  return segments.filter((segment) => segment.length > 0);
}

/** The end of the parameter that starts here; a doubled brace belongs to a regular expression inside it. */
function closingBrace(template: string, from: number): number {
  for (let at = from; at < template.length; at++) {
    if (template[at] === '{' && template[at + 1] === '{') at++;
    else if (template[at] === '}') {
      if (template[at + 1] === '}') at++;
      else return at;
    }
  }
  throw new Error(`The route "${template}" has an open brace. Write {{ for a brace that is meant as such.`);
}

function parseParameter(text: string): RouteParameter {
  const unescaped = text.replaceAll('{{', '{').replaceAll('}}', '}');
  const [stars = ''] = /^\*{0,2}/.exec(unescaped) ?? [];
  const pieces = splitOutsideParentheses(unescaped.slice(stars.length));
  let fallback: string | undefined;
  let isOptional = false;
  const last = pieces.length - 1;
  const ending = pieces[last] ?? '';
  const equals = outsideParentheses(ending, '=');
  if (equals >= 0) {
    fallback = ending.slice(equals + 1);
    pieces[last] = ending.slice(0, equals);
  } else if (ending.endsWith('?')) {
    isOptional = true;
    pieces[last] = ending.slice(0, -1);
  }
  const [name = '', ...constraints] = pieces;
  if (!/^[^/{}?*:]+$/.test(name)) throw new Error(`The route parameter "{${text}}" has no name.`);
  return {
    kind: 'parameter',
    name,
    isOptional,
    isCatchAll: stars !== '',
    fallback,
    constraints: constraints.map(parseConstraint),
  };
}

function splitOutsideParentheses(text: string): string[] {
  const colon = outsideParentheses(text, ':');
  return colon < 0 ? [text] : [text.slice(0, colon), ...splitOutsideParentheses(text.slice(colon + 1))];
}

function outsideParentheses(text: string, wanted: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (text[at] === wanted && depth === 0) return at;
  }
  return -1;
}
