/** The local host's own durable engine, and Microsoft's. */
export const ENGINES = ['local', 'real'] as const;

export type EngineName = (typeof ENGINES)[number];

/** The engine on which `npm run conformance` runs the tests. @throws Error outside of such a run. */
export function engineUnderTest(): EngineName {
  const name = ENGINES.find((known) => known === process.env['CONFORMANCE_ENGINE']);
  if (name) return name;
  throw new Error('CONFORMANCE_ENGINE is not set: these tests are run by npm run conformance.');
}
