import * as z from 'zod';
import { newId } from '../orchestrations/start-instance.ts';
import type { Instance } from '../store/instances.ts';

const Input = z.object({ state: z.string().optional() });

/** JSON text of the entity's state; null when it does not exist. */
export function stateOf(row: Instance | undefined): string | null {
  return row?.input ? (Input.parse(JSON.parse(row.input)).state ?? null) : null;
}

/**
 * An entity as the task hub keeps and lists it: an instance that is running for ever, whose input is its state and whose
 * times are those of its last operation.
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
