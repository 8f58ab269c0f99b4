import { ACTIVE_STATUSES, type ActiveStatus } from '../domain/operation.ts';
import { ACTIVE_PHASES, type ActivePhase } from '../domain/phase.ts';
import type { ActiveQuery } from '../platform/record/active.ts';
import type { OperationRecord } from '../platform/record/record.ts';

export interface ActiveCounts {
  active: number;
  /** Operations that need attention. */
  attention: number;
  byStatus: Record<ActiveStatus, number>;
  byPhase: Record<ActivePhase, number>;
  byAttention: Record<string, number>;
}

/** Counts the operations that have not ended, exactly, as the lists show them: as of the last transition of each. */
export async function countActive(
  query: ActiveQuery,
  { record }: { record: Pick<OperationRecord, 'activeStandings'> },
): Promise<ActiveCounts> {
  const counts: ActiveCounts = {
    active: 0,
    attention: 0,
    byStatus: zeros(ACTIVE_STATUSES),
    byPhase: zeros(ACTIVE_PHASES),
    byAttention: {},
  };
  for await (const standings of record.activeStandings(query)) {
    for (const { status, phase, attention } of standings) {
      counts.active++;
      counts.byStatus[status]++;
      counts.byPhase[phase]++;
      if (attention === undefined) continue;
      counts.attention++;
      counts.byAttention[attention] = (counts.byAttention[attention] ?? 0) + 1;
    }
  }
  return counts;
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  // TypeScript types the keys of `fromEntries` as plain strings.
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
