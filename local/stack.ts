import path from 'node:path';
import { readState } from './azure/state-file.ts';
import { type Endpoints, mergeEndpoints, readEndpoints, removeEndpoints } from './endpoints.ts';
import { type Part, startPart } from './part.ts';
import { ownSettings, settingsWithStandIns } from './settings.ts';

export interface StackOptions {
  only?: 'host' | 'azure';
  /** The folder of package.json, host.json and the built app. */
  appDir: string;
  localDir: string;
  /** The app's port; 0 takes a free one. */
  port: string;
}

export interface Stack {
  endpoints: Endpoints;
  /** Resolve when the process has ended; never, when it was not started. */
  hostEnded: Promise<number | string>;
  azureEnded: Promise<number | string>;
  stop(): Promise<void>;
}

/** Starts the stand-ins and then the host that uses them, and writes their addresses to endpoints.json. */
export async function startStack({ only, appDir, localDir, port }: StackOptions): Promise<Stack> {
  const azure = only === 'host' ? undefined : await startAzure(appDir, localDir);
  let host: Part | undefined;
  try {
    host = only === 'azure' ? undefined : await startHost(appDir, localDir, port);
  } catch (error) {
    await azure?.stop();
    throw error;
  }
  const endpoints = mergeEndpoints(localDir, {
    ...(azure && azureEndpoints(localDir)),
    ...(host && { app: (host.ready as { ready: string }).ready }),
    pids: { ...(azure && { azure: azure.pid }), ...(host && { host: host.pid }) },
  });
  return {
    endpoints,
    hostEnded: host?.ended ?? never(),
    azureEnded: azure?.ended ?? never(),
    async stop() {
      await host?.stop();
      await azure?.stop();
      leave(localDir, { host, azure });
    },
  };
}

/** Removes what has ended from endpoints.json, and the file itself when nothing is left. */
function leave(localDir: string, ended: { host?: Part; azure?: Part }): void {
  if (ended.host) mergeEndpoints(localDir, { app: undefined, pids: { host: undefined } });
  if (ended.azure) {
    mergeEndpoints(localDir, {
      portal: undefined,
      admin: undefined,
      serviceBus: undefined,
      pids: { azure: undefined },
    });
  }
  const { pids } = readEndpoints(localDir);
  if (pids.host === undefined && pids.azure === undefined) removeEndpoints(localDir);
}

async function startAzure(appDir: string, localDir: string): Promise<Part> {
  return startPart(entryOf('azure-main.ts'), ['--state', localDir], await ownSettings(appDir));
}

/** Joins the stand-ins that run on the directory; without any, the settings alone decide where the services are. */
async function startHost(appDir: string, localDir: string, port: string): Promise<Part> {
  const settings = await settingsWithStandIns(appDir, localDir);
  return startHostPart(['--app', appDir, '--port', port, '--state', localDir], settings);
}

/** Starts only the host's process. */
export function startHostPart(args: string[], settings: NodeJS.ProcessEnv): Promise<Part> {
  const engine = settings['LOCAL_DURABLE_ENGINE'];
  const all = engine ? [...args, '--engine', path.resolve(engine)] : args;
  // Almost everything that passes through the host is short-lived: a small young generation keeps its memory low after
  // a burst.
  return startPart(entryOf('functions-host/main.ts'), all, settings, ['--max-semi-space-size=4']);
}

function azureEndpoints(localDir: string): Pick<Endpoints, 'portal' | 'admin' | 'serviceBus'> {
  const state = readState(localDir);
  return { portal: state?.portal, admin: state?.admin, serviceBus: state?.serviceBus };
}

function entryOf(part: 'azure-main.ts' | 'functions-host/main.ts'): string {
  return path.join(import.meta.dirname, part);
}

function never(): Promise<never> {
  return new Promise(() => {});
}
