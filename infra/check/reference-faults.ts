import type { Installation } from './installation.ts';
import { CENTRAL } from './variants.ts';

const BUILT_IN = /\/providers\/Microsoft\.Authorization\/roleDefinitions\//i;

/** References to resources that would not exist: with another name, or another API version than the declared one. */
export function referenceFaults({ predictedResources }: Installation): string[] {
  const declared = new Map(predictedResources.map(({ id, apiVersion }) => [id.toLowerCase(), apiVersion]));
  // Subnets are declared inside their network.
  const text = JSON.stringify(predictedResources.map(({ id: _, ...rest }) => rest));
  const known = (id: string) => declared.has(id) || declared.has(id.replace(/\/subnets\/(app|endpoints)$/, ''));
  const named = [...text.matchAll(/\/subscriptions\/[^'"\s]*\/providers\/[^'"\s\\]*/g)].map(([id]) => id);
  const read = [...text.matchAll(/reference\('([^']+)', '([^']+)'/g)];
  return [
    ...new Set([
      ...named
        .filter((id) => !BUILT_IN.test(id) && !known(id.toLowerCase()) && !id.startsWith(CENTRAL))
        .map((id) => `${id} is named and not declared.`),
      ...read
        .filter(([, id = '', version]) => (declared.get(id.toLowerCase()) ?? version) !== version)
        .map(([, id, version]) => `${id} is read with API version ${version} and declared with another.`),
    ]),
  ];
}
