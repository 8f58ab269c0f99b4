import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';

const condition = z.enum(['ok', 'failing', 'timed-out']);
const conditions = z.object({
  settings: condition,
  taskHub: condition,
  keyVault: condition,
  eventGrid: condition,
  marketplace: condition,
  serviceBus: condition,
});

export type Condition = z.infer<typeof condition>;
type Conditions = z.infer<typeof conditions>;
export type Dependency = keyof Conditions;
export const DEPENDENCIES = Object.keys(conditions.shape) as Dependency[];

/** The body of the answer. */
export const healthSchema = z.object({
  status: z.enum(['healthy', 'unhealthy']),
  dependencies: conditions,
});

/** Throws, or does not answer in time, when the dependency cannot be used. */
export type Check = (signal: AbortSignal) => Promise<unknown>;

interface Ports {
  checks: Record<Dependency, Check>;
  /** Takes the reason, which is for operators: the answer is anonymous and names nothing. */
  warn: (dependency: Dependency, error: unknown) => void;
}

interface Options {
  limitMs: number;
  keptMs: number;
}

/** `GET health`: 200 when every dependency can be used, else 503; the result is kept, so that asking often costs nothing. */
export function createHealth({ limitMs, keptMs }: Options = { limitMs: 3000, keptMs: 5000 }) {
  let kept: { until: number; conditions: Promise<Conditions> } | undefined;
  return async (ports: Ports): Promise<HttpResponseInit> => {
    if (!kept || Date.now() >= kept.until) {
      kept = { until: Date.now() + keptMs, conditions: checkAll(ports, limitMs) };
    }
    const dependencies = await kept.conditions;
    const healthy = Object.values(dependencies).every((one) => one === 'ok');
    return {
      status: healthy ? 200 : 503,
      headers: { 'Cache-Control': 'no-store' },
      jsonBody: { status: healthy ? 'healthy' : 'unhealthy', dependencies },
    };
  };
}

async function checkAll({ checks, warn }: Ports, limitMs: number): Promise<Conditions> {
  const checked = DEPENDENCIES.map(async (dependency): Promise<[Dependency, Condition]> => {
    const timeLimit = new AbortController();
    const { promise: late, resolve } = Promise.withResolvers<Condition>();
    const timer = setTimeout(() => {
      resolve('timed-out');
      warn(dependency, new Error(`No answer within ${limitMs} ms.`));
      timeLimit.abort();
    }, limitMs);
    const answer = check(checks[dependency], timeLimit.signal, (error) => warn(dependency, error));
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    return [dependency, first];
  });
  return conditions.parse(Object.fromEntries(await Promise.all(checked)));
}

async function check(act: Check, signal: AbortSignal, warn: (error: unknown) => void): Promise<Condition> {
  try {
    await act(signal);
    return 'ok';
  } catch (error) {
    // What was told to stop has been told of already.
    if (!signal.aborted) warn(error);
    return 'failing';
  }
}
