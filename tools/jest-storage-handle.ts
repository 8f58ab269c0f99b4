/**
 * Jest loads global setup and teardown as separate modules, so they can share state only through the process's globals.
 */
const shared = globalThis as { goLiveStorage?: () => Promise<void> };

export function keepStorage(stop: () => Promise<void>): void {
  shared.goLiveStorage = stop;
}

export async function endStorage(): Promise<void> {
  await shared.goLiveStorage?.();
}
