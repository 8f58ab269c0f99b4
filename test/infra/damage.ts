import type { Compiled } from '../../infra/check/compile.ts';
import { type Installation, ofType } from '../../infra/check/installation.ts';

/** One way in which a template was, or could be, wrong without the compiler's noticing; a file each in damages. */
export interface Damage {
  /** What would happen in Azure. */
  effect: string;
  /** The variant or sample that is damaged. */
  to: string;
  damage(installation: Installation, compiled: Compiled): void;
  /** What the check then says. */
  says: RegExp;
}

/** The properties of the one resource of a type whose name holds these words. */
export function propertiesOf(installation: Installation, type: string, words = ''): Record<string, unknown> {
  const properties = ofType(installation, type).find(({ name }) => name.includes(words))?.properties;
  if (!properties) throw new Error(`There is no ${type} with "${words}" in its name.`);
  return properties;
}

/** Takes away the resources of a type whose names hold these words. */
export function remove(installation: Installation, type: string, words = ''): void {
  installation.predictedResources = installation.predictedResources.filter(
    (resource) => resource.type !== type || !resource.name.includes(words),
  );
}

export const settingsOf = (installation: Installation) =>
  propertiesOf(installation, 'Microsoft.Web/sites/config', '/appsettings');
