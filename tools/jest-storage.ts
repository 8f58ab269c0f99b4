import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAzurite } from '../local/azure/storage/azurite.ts';
import { keepStorage } from './jest-storage-handle.ts';

/** Starts one in-memory storage account for a whole Jest run; stacks and tests find it by `LOCAL_STORAGE`. */
export default async function startStorage(): Promise<void> {
  if (process.env['LOCAL_STORAGE']) return;
  const directory = mkdtempSync(path.join(tmpdir(), 'go-live-storage-'));
  const azurite = await startAzurite(directory, { inMemory: true });
  process.env['LOCAL_STORAGE'] = azurite.connectionString;
  keepStorage(async () => {
    await azurite.stop();
    rmSync(directory, { recursive: true, force: true });
  });
}
