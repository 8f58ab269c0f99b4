import type { HttpResponseInit } from '@azure/functions';
import { type CheckOptions, type CheckPorts, dependencyChecker } from '../operations/check-dependencies.ts';

/** `GET health`: 200 when every dependency can be used, else 503. */
export function createHealth(options: CheckOptions = { limitMs: 3000, keptMs: 5000 }) {
  const check = dependencyChecker(options);
  return async (ports: CheckPorts): Promise<HttpResponseInit> => {
    const dependencies = await check(ports);
    const healthy = Object.values(dependencies).every((one) => one === 'ok');
    return {
      status: healthy ? 200 : 503,
      headers: { 'Cache-Control': 'no-store' },
      jsonBody: { status: healthy ? 'healthy' : 'unhealthy', dependencies },
    };
  };
}
