import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The addresses of what runs: the content of `LOCAL_DIR/endpoints.json`. Members of parts that were not started are
 * absent.
 */
export interface Endpoints {
  app?: string;
  portal?: string;
  admin?: string;
  serviceBus?: string;
  pids: { host?: number; azure?: number };
}

const NONE: Endpoints = { pids: {} };

/** The file's content; empty when there is no file. */
export function readEndpoints(localDir: string): Endpoints {
  try {
    return { ...NONE, ...JSON.parse(readFileSync(fileIn(localDir), 'utf8')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NONE;
    throw new Error(`${fileIn(localDir)} cannot be read; remove it and start again.`, { cause: error });
  }
}

/**
 * Sets members and keeps the others; `undefined` removes one. Written atomically: a reader sees the old file or the new
 * one.
 */
export function mergeEndpoints(localDir: string, members: Partial<Endpoints>): Endpoints {
  const before = readEndpoints(localDir);
  const merged: Endpoints = { ...before, ...members, pids: { ...before.pids, ...members.pids } };
  const unfinished = `${fileIn(localDir)}.${process.pid}`;
  mkdirSync(localDir, { recursive: true });
  writeFileSync(unfinished, `${JSON.stringify(merged, null, 2)}\n`);
  renameSync(unfinished, fileIn(localDir));
  return merged;
}

/** Removes the file, because nothing runs any more. */
export function removeEndpoints(localDir: string): void {
  rmSync(fileIn(localDir), { force: true });
}

function fileIn(localDir: string): string {
  return path.join(localDir, 'endpoints.json');
}
