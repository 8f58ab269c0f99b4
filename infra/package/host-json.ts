import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Backend } from './backend.ts';

export const SCHEDULER_CONNECTION = 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING';

const HostJson = z.looseObject({
  extensions: z.looseObject({
    durableTask: z.looseObject({ hubName: z.string(), storageProvider: z.record(z.string(), z.unknown()) }),
  }),
});

export type HostJson = z.infer<typeof HostJson>;

/**
 * host.json as packaged for a backend. The file itself must name the backend: the Scale Controller, which starts
 * instances, reads the file's `storageProvider` and never sees an app setting that overrides it (Azure Functions host,
 * `FunctionsSyncManager`; durable extension issue 2622).
 */
export function hostJson(root: string, backend: Backend): HostJson {
  const host = HostJson.parse(JSON.parse(readFileSync(path.join(root, 'host.json'), 'utf8')));
  if (backend === 'AzureStorage') return host;
  const storageProvider = { type: 'azureManaged', connectionStringName: SCHEDULER_CONNECTION };
  return {
    ...host,
    extensions: { ...host.extensions, durableTask: { ...host.extensions.durableTask, storageProvider } },
  };
}
