/** As in the extension, waiters form a stack, unclaimed events form a queue, and names are case-insensitive. */
export interface ExternalEvents {
  wait(name: string, done: () => void): void;
  raise(name: string): void;
}

export function externalEvents(): ExternalEvents {
  const waiters = new Map<string, (() => void)[]>();
  // The SDK reads the contents itself; here an event only decides which waiter continues.
  const buffered = new Map<string, number>();
  return {
    wait(name, done) {
      const key = name.toLowerCase();
      const count = buffered.get(key) ?? 0;
      if (count === 0) {
        waiters.set(key, [...(waiters.get(key) ?? []), done]);
        return;
      }
      buffered.set(key, count - 1);
      done();
    },
    raise(name) {
      const key = name.toLowerCase();
      const next = waiters.get(key)?.pop();
      if (next) next();
      else buffered.set(key, (buffered.get(key) ?? 0) + 1);
    },
  };
}
