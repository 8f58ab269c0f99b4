import { functionsTriggeredBy, type TriggeredFunction } from '../bindings.ts';
import type { FunctionMetadata } from '../invocation.ts';
import { matchRoute, type RouteValues } from './match-route.ts';
import { parseTemplate, type RouteSegment } from './parse-template.ts';

export interface Route {
  target: TriggeredFunction;
  /** Upper-case; empty means every method. */
  methods: string[];
  template: string;
  segments: RouteSegment[];
}

export interface RouteMatch {
  target: TriggeredFunction;
  values: RouteValues;
}

/**
 * The routes of the app's HTTP functions, in the order in which the host tries them.
 * @throws Error when a function's route cannot be parsed.
 */
export function routesOf(functions: FunctionMetadata[], routePrefix: string): Route[] {
  return functionsTriggeredBy(functions, 'httpTrigger')
    .map((target) => toRoute(target, routePrefix))
    .sort(compareRoutes);
}

/** The first matching route; a route that does not allow the method does not match. */
export function findRoute(routes: Route[], method: string, path: string): RouteMatch | undefined {
  for (const { target, methods, segments } of routes) {
    if (methods.length > 0 && !methods.includes(method)) continue;
    const values = matchRoute(segments, path);
    if (values) return { target, values };
  }
  return undefined;
}

function toRoute(target: TriggeredFunction, routePrefix: string): Route {
  const { binding } = target.trigger;
  const route = typeof binding['route'] === 'string' ? binding['route'] : target.metadata.name;
  const methods = Array.isArray(binding['methods']) ? binding['methods'] : [];
  const template = [routePrefix, route].map((part) => part.replace(/^\/|\/$/g, '')).join('/');
  return {
    target,
    methods: methods.map((method) => String(method).toUpperCase()),
    template,
    segments: parseTemplate(template),
  };
}

/** By segment: literals before parameters, more constraints first, literals alphabetically, longer before shorter. */
function compareRoutes(a: Route, b: Route): number {
  for (const [at, segment] of a.segments.entries()) {
    const other = b.segments[at];
    if (!other) return -1;
    const difference = rank(segment) - rank(other) || constraintsOf(other) - constraintsOf(segment);
    if (difference !== 0) return difference;
    const order = compareText(literalOf(segment), literalOf(other));
    if (order !== 0) return order;
  }
  return b.segments.length - a.segments.length;
}

function rank(segment: RouteSegment): number {
  if (segment.every((part) => part.kind === 'literal')) return 0;
  return segment.some((part) => part.kind === 'parameter' && part.isCatchAll) ? 2 : 1;
}

function constraintsOf(segment: RouteSegment): number {
  return segment.reduce((sum, part) => sum + (part.kind === 'parameter' ? part.constraints.length : 0), 0);
}

function literalOf(segment: RouteSegment): string {
  return segment.map((part) => (part.kind === 'literal' ? part.text.toLowerCase() : '')).join('');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
