import type { DurableEngine, OpenEngine } from '../local/functions-host/durable/engine.ts';
import { startDotnetHost } from './dotnet-host.ts';
import { startFront } from './front.ts';
import { askExtension } from './management.ts';
import { recorded } from './recorded-calls.ts';
import { readRealEngineSettings, withOverrides } from './settings.ts';

/** Runs Microsoft's durable extension in place of the local host's engine; see README.md beside this file. */
export const openEngine: OpenEngine = async (options): Promise<DurableEngine & { crash(): Promise<void> }> => {
  const { stateDir, durableTask, functions, invoker, log, urls } = options;
  const { storage, overrides } = readRealEngineSettings(process.env);
  const settings = withOverrides(durableTask, stateDir, overrides);
  const front = await startFront(recorded(invoker));
  const { href: webhookUrl, pathname: mount } = new URL(`${urls.baseUrl}?code=local`);
  const host = await startDotnetHost({ functions, frontUrl: front.url, webhookUrl, durableTask: settings }, storage);
  log('information', 'Host.Durable', `Microsoft's durable extension runs the task hub ${settings['hubName']}.`);
  return {
    // The extension starts work immediately and cannot be told to wait, so its calls to functions are held back
    // instead.
    start: front.open,
    async stop() {
      await host.stop();
      front.close();
    },
    /**
     * Ends the .NET process as a SIGKILL of a whole host would; the Node side stays, for tests that share its process.
     */
    async crash() {
      await host.kill();
      front.close();
    },
    handle: (request) => askExtension(host.managementPort, mount, request),
    clientBinding: () => host.client,
  };
};
