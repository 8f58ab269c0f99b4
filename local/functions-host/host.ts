import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readAppSettings, type Settings, withPlatformSettings } from './app-settings.ts';
import { playPlatform } from './auth/platform.ts';
import type { OpenEngine } from './durable/engine.ts';
import { readHostJson } from './host-json.ts';
import { createAdmin } from './http/admin.ts';
import { createFunctionEndpoint } from './http/function-endpoint.ts';
import { listen } from './http/listen.ts';
import { durableUrls, type HttpParts, publicListener, rpcListener } from './http/request-listener.ts';
import { routesOf } from './http/router.ts';
import { warnOfUnknownBindings, withInputBindings } from './input-bindings.ts';
import { createLog, LOG_LEVELS, type LogLevels, parseLogLevel } from './log.ts';
import { logInvocations } from './log-invocations.ts';
import { startSettlement } from './service-bus/settlement.ts';
import { startQueueListeners } from './service-bus/start-queue-listeners.ts';
import { scheduleMonitor } from './timer/schedule-monitor.ts';
import { startTimers } from './timer/start-timers.ts';
import { superviseWorker } from './worker/supervisor.ts';

export interface HostOptions {
  /** Directory with the app's host.json and package.json. */
  appDir: string;
  /** Public port on 127.0.0.1; 0 takes a free port. */
  port: number;
  /** Directory of the host's own state, created when missing. */
  stateDir: string;
  environment: Settings;
  /** Entry file of the worker process. */
  workerEntry: string;
  openEngine: OpenEngine;
  write(line: string): void;
}

export interface Host {
  url: string;
  /** Process id of the app's worker; undefined while there is none. */
  workerPid(): number | undefined;
  stop(): Promise<void>;
}

/** How long running requests and messages may take to end when the host stops. */
const DRAIN_MS = 3_000;

/**
 * Runs the app's functions; settles when all are registered and the host listens.
 * @throws Error when the app, its host.json or its local.settings.json cannot be used, or the port is taken.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { appDir, stateDir, workerEntry, openEngine } = options;
  const hostJson = await readHostJson(appDir);
  const environment = await readAppSettings(appDir, options.environment);
  const log = createLog(logLevels(environment['GO_LIVE_LOCAL_LOG'], hostJson.logLevels), options.write);
  await mkdir(stateDir, { recursive: true });

  const parts = Promise.withResolvers<HttpParts>();
  const publicPort = await listen(options.port, publicListener(parts.promise, log, playPlatform(environment)));
  const rpcPort = await listen(
    0,
    rpcListener(parts.promise, () => urls.baseUrl, log),
  );
  const urls = durableUrls(publicPort.port, rpcPort.port);
  const settings = withPlatformSettings(environment, publicPort.port);
  const settlement = await startSettlement();
  const worker = superviseWorker({ entry: workerEntry, appDir, functionsUri: settlement.uri, settings, log });
  try {
    const { functions } = await worker.start();
    warnOfUnknownBindings(functions, log);
    const logged = logInvocations(worker, functions, log);
    const invoker = withInputBindings(logged, functions, () => engine.clientBinding(urls));
    const engine = await openEngine({
      stateDir,
      durableTask: hostJson.durableTask,
      functions,
      invoker,
      log,
      urls,
    });
    const endpoint = createFunctionEndpoint(invoker, worker.loaded);
    parts.resolve({
      routes: routesOf(functions, hostJson.routePrefix),
      endpoint,
      admin: createAdmin(functions, invoker),
      durable: engine.handle,
    });
    engine.start();
    const queues = await startQueueListeners(functions, {
      invoker,
      settings,
      options: hostJson.serviceBus,
      held: settlement.held,
      log,
    });
    const monitor = scheduleMonitor(path.join(stateDir, 'timers'));
    const stopTimers = await startTimers(functions, { invoker, settings, monitor, log });

    return {
      url: `http://127.0.0.1:${publicPort.port}`,
      workerPid: worker.pid,
      async stop() {
        for (const stopTimer of stopTimers) stopTimer();
        await Promise.all([publicPort.close(DRAIN_MS), ...queues.map((queue) => queue.pause())]);
        const drained = Promise.all(queues.map((queue) => queue.idle()));
        await Promise.race([drained, delay(DRAIN_MS, undefined, { ref: false })]);
        await engine.stop();
        // Stopping the worker ends the calls that still run; their messages are then given back before the connection
        // closes.
        await worker.stop();
        endpoint.close();
        await Promise.all([rpcPort.close(0), settlement.close(), ...queues.map((queue) => queue.close())]);
      },
    };
  } catch (error) {
    await Promise.all([worker.stop(), publicPort.close(0), rpcPort.close(0), settlement.close()]);
    throw error;
  }
}

/** One level for everything, when the environment names it; else those of host.json. */
function logLevels(name: string | undefined, fromHostJson: LogLevels): LogLevels {
  if (!name) return fromHostJson;
  const level = parseLogLevel(name);
  if (!level) throw new Error(`GO_LIVE_LOCAL_LOG is "${name}", wanted one of ${LOG_LEVELS.join(', ')}.`);
  return { default: level };
}
