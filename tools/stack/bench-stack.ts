import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Stack, startStack } from '../../local/stack.ts';

/** Runs `measure` on a stack of its own, and stops that stack afterwards. `settings` are app settings. */
export async function withStack<T>(
  settings: Record<string, string>,
  measure: (stack: Stack, localDir: string) => Promise<T>,
): Promise<T> {
  const localDir = mkdtempSync(path.join(tmpdir(), 'go-live-bench-'));
  Object.assign(process.env, { GO_LIVE_LOCAL_LOG: 'error', ...settings });
  const stack = await startStack({ appDir: process.cwd(), localDir, port: '0' });
  try {
    return await measure(stack, localDir);
  } finally {
    await stack.stop();
    rmSync(localDir, { recursive: true, force: true });
  }
}

/** Resident memory of a process, in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Calls `act` with 0 to `count - 1`, at most `atOnce` at a time. */
export async function inParallel(count: number, atOnce: number, act: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The percentile without interpolation: always one of the values. */
export function percentile(values: readonly number[], percent: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length * percent) / 100)] ?? Number.NaN;
}
