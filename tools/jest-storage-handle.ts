/** Jest loads the beginning and the end of a run apart from one another: what they share is on the process's globals. */
const shared = globalThis as { goLiveStorage?: () => Promise<void> };

export function keepStorage(stop: () => Promise<void>): void {
  shared.goLiveStorage = stop;
}

export async function endStorage(): Promise<void> {
  await shared.goLiveStorage?.();
}
