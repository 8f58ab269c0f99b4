import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The content of `azure.json`, for processes that join the stand-ins. */
export interface AzureState {
  pid: number;
  portal: string;
  admin: string;
  serviceBus: string;
  eventGridKey: string;
  /** App settings and proxy variables for the app. */
  settings: Record<string, string>;
}

/** Writes the file atomically. It contains local keys, so only its owner may read it. */
export function writeState(stateDir: string, state: AzureState): void {
  const path = join(stateDir, 'azure.json');
  const unfinished = `${path}.${state.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, path);
}

/** The file's content; undefined when no stand-ins run on this directory. */
export function readState(stateDir: string): AzureState | undefined {
  try {
    return JSON.parse(readFileSync(join(stateDir, 'azure.json'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes the file, so that no process joins stand-ins that have ended. */
export function removeState(stateDir: string): void {
  rmSync(join(stateDir, 'azure.json'), { force: true });
}
