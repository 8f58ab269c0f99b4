import { Module } from 'node:module';
import { createFunctionsCore } from './functions-core.ts';
import { createHooks } from './hooks.ts';
import { loadApp } from './load-app.ts';
import type { FromWorker, LoadedApp, ToWorker } from './protocol.ts';
import { runInvocation } from './run-invocation.ts';

// The worker's process: loads the app, runs its functions for the host, ends with the host.

/** What the Functions Node worker announces; the library adds `HttpUri` when the app streams HTTP. */
const CAPABILITIES = {
  RawHttpBodyBytes: 'true',
  RpcHttpTriggerMetadataRemoved: 'true',
  RpcHttpBodyOnly: 'true',
  IgnoreEmptyValuedRpcHttpHeaders: 'true',
  UseNullableValueDictionaryForHttp: 'true',
  WorkerStatus: 'true',
  TypedDataCollection: 'true',
  HandlesWorkerTerminateMessage: 'true',
};

const appDir = process.argv[2] ?? process.cwd();
const hooks = createHooks();
const { core, registry } = createFunctionsCore(hooks, (level, origin, message) =>
  send({ kind: 'log', level, origin, message }),
);

// The host has ended, however it did: a worker without a host would keep the app's connections open for nothing.
process.on('disconnect', () => process.exit(1));
// Ctrl-C reaches the whole process group; the host lets running calls finish and then ends the worker.
process.on('SIGINT', () => {});

injectFunctionsCore();
process.on('message', (message: ToWorker) => {
  if (message.kind === 'invoke') void invoke(message);
  else void terminate();
});
try {
  send({ kind: 'ready', app: await start() });
} catch (error) {
  send({ kind: 'notLoaded', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

function injectFunctionsCore(): void {
  const original = Module.prototype.require;
  Module.prototype.require = new Proxy(original, {
    apply: (target, thisArgument, args) =>
      args[0] === '@azure/functions-core' ? core : Reflect.apply(target, thisArgument, args),
  });
}

async function start(): Promise<LoadedApp> {
  await loadApp(appDir);
  await hooks.run('appStart', { hookData: {}, appHookData: hooks.appHookData, functionAppDirectory: appDir });
  if (!registry.model) throw new Error('The app registered no function: it never called app.* of @azure/functions.');
  const { HttpUri: httpUri } = await registry.model.getCapabilities({ ...CAPABILITIES });
  registry.lock();
  const functions = [...registry.functions.values()].map(({ metadata }) => metadata);
  // The metadata may contain any option of the app; whatever JSON cannot represent is meaningless to a host.
  const app: LoadedApp = JSON.parse(JSON.stringify({ functions, httpUri }));
  return app;
}

async function invoke({ invocationId, invocation }: Extract<ToWorker, { kind: 'invoke' }>): Promise<void> {
  try {
    const registered = functionNamed(invocation.functionName);
    const { model } = registry;
    if (!registered || !model) throw new Error(`The app has no function "${invocation.functionName}".`);
    const response = await runInvocation(invocationId, invocation, registered, {
      model,
      hooks,
      log: (level, origin, message, functionName) => send({ kind: 'log', level, origin, message, functionName }),
    });
    send({ kind: 'answered', invocationId, response });
  } catch (error) {
    const [message, stack] = error instanceof Error ? [error.message, error.stack ?? ''] : [String(error), ''];
    send({ kind: 'failed', invocationId, message, stack });
  }
}

function functionNamed(name: string) {
  for (const registered of registry.functions.values()) if (registered.metadata.name === name) return registered;
  return undefined;
}

async function terminate(): Promise<void> {
  try {
    await hooks.run('appTerminate', { hookData: {}, appHookData: hooks.appHookData });
  } finally {
    process.exit(0);
  }
}

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
