import type { Backend } from '../package/backend.ts';
import { type HostJson, SCHEDULER_CONNECTION } from '../package/host-json.ts';
import { appSettings, type Installation, ofType } from './installation.ts';

/** The backend for which an installation creates resources. */
export function backendFound(installation: Installation): Backend {
  return ofType(installation, 'Microsoft.DurableTask/schedulers').length > 0 ? 'DurableTaskScheduler' : 'AzureStorage';
}

/**
 * Finds an installation whose backend differs from that of its package, so that operations would never start, and a
 * task hub that would be the only storage of operations.
 */
export function backendFaults(installation: Installation, hostOf: (backend: Backend) => HostJson): string[] {
  const backend = backendFound(installation);
  const { storageProvider, hubName } = hostOf(backend).extensions.durableTask;
  const settings = appSettings(installation);
  const connection = storageProvider['connectionStringName'];
  const hubs = ofType(installation, 'Microsoft.DurableTask/schedulers/taskHubs').map(({ name }) => name.split('/')[1]);
  const declared = installation.outputs?.['durableBackend'] ?? installation.outputs?.['GO_LIVE_DURABLE_BACKEND'];
  return [
    ...Object.keys(settings)
      .filter((name) => /^AzureFunctionsJobHost__.*__storageProvider__/i.test(name))
      .map((name) => `${name} moves the task hub where only the host sees it; host.json of the package has to say it.`),
    ...(typeof connection === 'string' && !(connection in settings)
      ? [`host.json of the package names the app setting ${connection}, which is not set.`]
      : []),
    ...(connection === undefined && SCHEDULER_CONNECTION in settings
      ? [`${SCHEDULER_CONNECTION} is set, and host.json of the package does not name it.`]
      : []),
    ...hubs
      .filter((name) => name !== hubName)
      .map((name) => `The task hub is called ${name}; host.json calls it ${hubName}.`),
    ...(['GO_LIVE_TABLE', 'AzureWebJobsStorage__tableServiceUri'].every((name) => name in settings)
      ? []
      : [`The app keeps no record beside the ${backend === 'AzureStorage' ? 'task hub' : 'scheduler'}.`]),
    ...(declared === backend
      ? []
      : [
          `The output durableBackend is ${declared}, and the resources are those of ${backend}: it would get the wrong package.`,
        ]),
  ];
}
