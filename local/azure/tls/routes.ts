import type { RequestListener } from 'node:http';

/** The host names that a stand-in serves; `*.` matches exactly one label, as in a certificate. */
export interface Route {
  hosts: string[];
  listener: RequestListener;
}

/** The route that serves a host name, if any does. */
export function routeFor(routes: Route[], host: string): Route | undefined {
  const name = host.toLowerCase();
  return routes.find(({ hosts }) => hosts.some((pattern) => matches(pattern, name)));
}

function matches(pattern: string, name: string): boolean {
  if (!pattern.startsWith('*.')) return pattern === name;
  return name.slice(name.indexOf('.')) === pattern.slice(1);
}
