import type { BuildOptions } from 'esbuild';

/** How the app is bundled everywhere: as minified CommonJS for the Functions worker. */
export const BUNDLE: BuildOptions = {
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  // The Functions worker supplies this module at run time; it is not on npm.
  external: ['@azure/functions-core'],
  logLevel: 'warning',
};
