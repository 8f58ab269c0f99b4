import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokens, type Tokens } from '../identity/tokens.ts';
import { type StandIns, startStandIns } from '../stand-ins.ts';
import { createFaults } from '../wire/faults.ts';
import { createRequestLog } from '../wire/request-log.ts';

/** Stand-ins in the test's own process, with everything that a client process needs to reach them. */
export interface World {
  standIns: StandIns;
  tokens: Tokens;
  settings: Record<string, string>;
  admin(method: string, path: string, body?: string | object): Promise<{ status: number; text: string; json: unknown }>;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'golive-azure-'));
  const tokens = await createTokens();
  const standIns = await startStandIns({
    tokens,
    faults: createFaults(),
    requests: createRequestLog(),
    marketplaceResources: ['https://cloudpartner.azure.com'],
    marketplace: (request, response) => response.end(`marketplace got ${request.method} ${request.url}`),
    queues: () => [{ name: 'golive-requests', active: 0 }],
  });
  const caFile = join(directory, 'ca.pem');
  writeFileSync(caFile, standIns.caCertificate);
  return {
    standIns,
    tokens,
    settings: { ...standIns.settings, NODE_EXTRA_CA_CERTS: caFile },
    async admin(method, path, body) {
      const text = typeof body === 'object' ? JSON.stringify(body) : body;
      const response = await fetch(`${standIns.admin}${path}`, { method, body: text });
      const answer = await response.text();
      return { status: response.status, text: answer, json: answer === '' ? undefined : JSON.parse(answer) };
    },
    async close() {
      await standIns.close();
      rmSync(directory, { recursive: true });
    },
  };
}
