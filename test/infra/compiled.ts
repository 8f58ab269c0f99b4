import path from 'node:path';
import { type Compiled, compileInfrastructure } from '../../infra/check/compile.ts';
import { findBicep } from '../../infra/check/find-bicep.ts';
import type { Installation } from '../../infra/check/installation.ts';

export const ROOT = path.join(__dirname, '..', '..');

/** The first compilation needs time for each variant; then the result is cached. */
export const COMPILE_MS = 180_000;

/** The compiled infrastructure. */
export function compiled(): Promise<Compiled> {
  return compileInfrastructure(ROOT, () => findBicep(ROOT));
}

/** A copy of one installation, which a test may damage. */
export async function copyOf(name: string): Promise<Installation> {
  const installation = (await compiled()).installations[name];
  if (!installation) throw new Error(`There is no installation "${name}".`);
  return structuredClone(installation);
}
