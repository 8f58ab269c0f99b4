import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { join, resolve } from 'node:path';
import type { Faults } from '../wire/faults.ts';
import { listen } from '../wire/local-server.ts';
import type { RequestLog } from '../wire/request-log.ts';
import { startAzurite } from './azurite.ts';
import { createTableFront } from './table-front.ts';

/** The running storage account, with a proxy before its tables that plays scripted faults. */
export interface Storage {
  settings: Record<string, string>;
  close(): Promise<void>;
}

/**
 * Starts a storage account that keeps its data in the directory. With `shared`, the connection string of an account
 * that already runs, many stacks use one account, each with a table of its own.
 */
export async function startStorage(
  stateDir: string,
  shared: string | undefined,
  { faults, requests }: { faults: Faults; requests: RequestLog },
): Promise<Storage> {
  const azurite = shared === undefined ? await startAzurite(join(stateDir, 'storage'), { inMemory: false }) : undefined;
  const connectionString = shared ?? azurite?.connectionString ?? '';
  const endpoint = /TableEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '';
  const agent = new Agent({ keepAlive: true });
  const front = await listen(createTableFront(new URL(endpoint).origin, { faults, requests, agent }));
  const fronted = connectionString.replace(endpoint, `${front.url}${new URL(endpoint).pathname}`);
  return {
    settings: {
      AzureWebJobsStorage: fronted,
      ...(shared !== undefined && { GO_LIVE_TABLE: tableOf(stateDir) }),
    },
    async close() {
      await front.close();
      // Azurite exits only after all connections have closed.
      agent.destroy();
      await azurite?.stop();
    },
  };
}

function tableOf(stateDir: string): string {
  return `golive${createHash('sha256').update(resolve(stateDir)).digest('hex').slice(0, 16)}`;
}
