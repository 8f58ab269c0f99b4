import type { EngineName } from './engine-name.ts';

/** The module that each engine is plugged in by. */
export const ENGINE_MODULES: Record<EngineName, string> = {
  local: 'conformance/local-engine.ts',
  real: 'conformance/engine.ts',
};
