import { readState } from '../../local/azure/state-file.ts';
import { openTable } from '../../src/platform/record/open-table.ts';
import type { Table } from '../../src/platform/record/table.ts';
import type { RunningStack } from './running-stack.ts';

/** The table of a stack's record, found through the app's own settings. */
export function tableOf({ localDir }: Pick<RunningStack, 'localDir'>): Promise<Table> {
  const settings = readState(localDir)?.settings ?? {};
  const storage = { kind: 'connection-string' as const, value: settings['AzureWebJobsStorage'] ?? '' };
  return openTable({ table: settings['GO_LIVE_TABLE'] ?? 'golive', storage });
}
