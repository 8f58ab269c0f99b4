import type { Compiled } from '../../infra/check/compile.ts';
import { type Installation, ofType } from '../../infra/check/installation.ts';

/** A mistake in a template that the compiler does not notice; each one is a file in damages. */
export interface Damage {
  /** The effect in Azure. */
  effect: string;
  /** The variant or sample that is damaged. */
  to: string;
  damage(installation: Installation, compiled: Compiled): void;
  /** The expected message of the check. */
  says: RegExp;
}

/** The properties of the only resource of a type whose name contains these words. */
export function propertiesOf(installation: Installation, type: string, words = ''): Record<string, unknown> {
  const properties = ofType(installation, type).find(({ name }) => name.includes(words))?.properties;
  if (!properties) throw new Error(`There is no ${type} with "${words}" in its name.`);
  return properties;
}

/** Removes the resources of a type whose names contain these words. */
export function remove(installation: Installation, type: string, words = ''): void {
  installation.predictedResources = installation.predictedResources.filter(
    (resource) => resource.type !== type || !resource.name.includes(words),
  );
}

export const settingsOf = (installation: Installation) =>
  propertiesOf(installation, 'Microsoft.Web/sites/config', '/appsettings');
