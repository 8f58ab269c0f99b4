import { type Condition, DEPENDENCIES, type Dependency } from '../platform/dependency.ts';
import { SettingsError } from '../platform/settings.ts';

export type Conditions = Record<Dependency, Condition>;

/** Throws, or does not answer in time, when the dependency cannot be used. */
export type Check = (signal: AbortSignal) => Promise<unknown>;

export interface CheckPorts {
  checks: Record<Dependency, Check>;
  /** Receives the reason, for operators only: the health answer is anonymous and must not reveal resource names. */
  warn: (dependency: Dependency, error: unknown) => void;
}

export interface CheckOptions {
  limitMs: number;
  keptMs: number;
}

/** Checks all dependencies concurrently. The result is cached briefly, so that frequent calls cost nothing. */
export function dependencyChecker({ limitMs, keptMs }: CheckOptions): (ports: CheckPorts) => Promise<Conditions> {
  let kept: { until: number; conditions: Promise<Conditions> } | undefined;
  return (ports) => {
    if (!kept || Date.now() >= kept.until) {
      kept = { until: Date.now() + keptMs, conditions: checkAll(ports, limitMs) };
    }
    return kept.conditions;
  };
}

async function checkAll({ checks, warn }: CheckPorts, limitMs: number): Promise<Conditions> {
  const checked = DEPENDENCIES.map(async (dependency): Promise<[Dependency, Condition]> => {
    const timeLimit = new AbortController();
    const { promise: late, resolve } = Promise.withResolvers<Condition>();
    const timer = setTimeout(() => {
      resolve('timed-out');
      warn(dependency, new Error(`No answer within ${limitMs} ms.`));
      timeLimit.abort();
    }, limitMs);
    const answer = check(checks[dependency], timeLimit.signal, (error) => {
      // Invalid settings are reported once, not by every dependency that reads them.
      if (dependency === 'settings' || !(error instanceof SettingsError)) warn(dependency, error);
    });
    const first = await Promise.race([answer, late]);
    clearTimeout(timer);
    return [dependency, first];
  });
  // TypeScript types the keys of `fromEntries` as plain strings.
  return Object.fromEntries(await Promise.all(checked)) as Conditions;
}

async function check(act: Check, signal: AbortSignal, warn: (error: unknown) => void): Promise<Condition> {
  try {
    await act(signal);
    return 'ok';
  } catch (error) {
    // A check that was aborted was already reported as timed out.
    if (!signal.aborted) warn(error);
    return 'failing';
  }
}
