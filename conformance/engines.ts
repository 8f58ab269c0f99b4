import path from 'node:path';
import type { EngineName } from './engine-name.ts';

/** The module that plugs each engine in; an absolute path, because a host may run in another folder. */
export const ENGINE_MODULES: Record<EngineName, string> = {
  local: path.join(import.meta.dirname, 'local-engine.ts'),
  real: path.join(import.meta.dirname, 'engine.ts'),
};
