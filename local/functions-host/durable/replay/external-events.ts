/** Waiters are a stack and events without a waiter a queue, as in the extension; names have no case there. */
export interface ExternalEvents {
  wait(name: string, done: () => void): void;
  raise(name: string): void;
}

export function externalEvents(): ExternalEvents {
  const waiters = new Map<string, (() => void)[]>();
  // Contents are the SDK's affair: here an event only decides who goes on.
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
