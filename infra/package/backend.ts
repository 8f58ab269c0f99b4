/** Where orchestrations are stored, by the names of main.bicep. */
export const BACKENDS = ['AzureStorage', 'DurableTaskScheduler'] as const;

export type Backend = (typeof BACKENDS)[number];

/** The package of each backend in `dist`; pipelines/deploy.sh takes the one that the deployment's output names. */
export const ZIP_NAMES: Record<Backend, string> = {
  AzureStorage: 'go-live.zip',
  DurableTaskScheduler: 'go-live-scheduler.zip',
};

/** @throws Error that lists the known backends. */
export function backendOf(name: string): Backend {
  const backend = BACKENDS.find((known) => known === name);
  if (!backend) throw new Error(`Got the durable backend "${name}"; wanted: ${BACKENDS.join(' or ')}.`);
  return backend;
}
