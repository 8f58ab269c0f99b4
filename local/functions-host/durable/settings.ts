import { availableParallelism } from 'node:os';
import * as z from 'zod';

const perCore = 10;

const DurableTask = z.object({
  hubName: z.string().optional(),
  maxConcurrentActivityFunctions: z.int().min(1).optional(),
  maxConcurrentOrchestratorFunctions: z.int().min(1).optional(),
  defaultVersion: z.string().nullish(),
});

export interface DurableSettings {
  hubName: string;
  maxConcurrentActivityFunctions: number;
  maxConcurrentOrchestratorFunctions: number;
  /** Version of instances that are started without one. */
  defaultVersion: string | null;
}

/**
 * Reads the members of `extensions.durableTask` in host.json that the engine uses.
 * @throws when a member has the wrong type.
 */
export function readDurableSettings(durableTask: unknown): DurableSettings {
  const parsed = DurableTask.safeParse(durableTask);
  if (!parsed.success) throw new Error(`extensions.durableTask of host.json: ${z.prettifyError(parsed.error)}`);
  const { hubName, maxConcurrentActivityFunctions, maxConcurrentOrchestratorFunctions, defaultVersion } = parsed.data;
  const concurrency = perCore * availableParallelism();
  return {
    hubName: hubName ?? 'TestHubName',
    maxConcurrentActivityFunctions: maxConcurrentActivityFunctions ?? concurrency,
    maxConcurrentOrchestratorFunctions: maxConcurrentOrchestratorFunctions ?? concurrency,
    defaultVersion: defaultVersion ?? null,
  };
}
