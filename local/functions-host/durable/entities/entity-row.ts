import * as z from 'zod';
import { newId } from '../orchestrations/start-instance.ts';
import type { Instance } from '../store/instances.ts';

const Input = z.object({ state: z.string().optional() });

/** The entity's state as JSON text; null when the entity does not exist. */
export function stateOf(row: Instance | undefined): string | null {
  return row?.input ? (Input.parse(JSON.parse(row.input)).state ?? null) : null;
}

/**
 * An entity as the task hub stores and lists it: an instance that is always running, with its state as the input and
 * the times of its last operation.
 */
export function entityRow(id: string, state: string | null, now: number): Instance {
  const exists = state !== null;
  return {
    id,
    name: id,
    version: null,
    executionId: newId(),
    status: 'Running',
    input: JSON.stringify({ ...(exists && { exists, state }), sorter: {} }),
    output: null,
    customStatus: JSON.stringify(exists ? { entityExists: true } : {}),
    createdAt: now,
    updatedAt: now,
    trace: undefined,
  };
}
