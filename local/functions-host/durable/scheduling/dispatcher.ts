/** Runs work by key, in the order of requests: at most one at a time per key, and at most `limit` at once. */
export interface Dispatcher<Key> {
  /** Requests work on the key; a request made during that work makes it run once more. */
  ask(key: Key): void;
  /** Starts nothing more; resolves when all running work has ended or the grace period is over. */
  stop(graceMs: number): Promise<void>;
}

const RETRY_MS = 250;

/** @param onTrouble receives the errors of work that threw; that work is retried shortly after. */
export function dispatcher<Key>(
  limit: number,
  work: (key: Key) => Promise<void>,
  onTrouble: (key: Key, error: unknown) => void,
): Dispatcher<Key> {
  const waiting = new Set<Key>();
  const running = new Map<Key, Promise<void>>();
  const again = new Set<Key>();
  const retries = new Set<NodeJS.Timeout>();
  let isStopped = false;

  const run = async (key: Key) => {
    try {
      await work(key);
    } catch (error) {
      if (isStopped) return;
      onTrouble(key, error);
      const timer = setTimeout(() => {
        retries.delete(timer);
        ask(key);
      }, RETRY_MS);
      retries.add(timer);
    } finally {
      running.delete(key);
      if (again.delete(key)) waiting.add(key);
      pump();
    }
  };

  const pump = () => {
    for (const key of waiting) {
      if (isStopped || running.size >= limit) return;
      waiting.delete(key);
      running.set(key, run(key));
    }
  };

  const ask = (key: Key) => {
    if (running.has(key)) again.add(key);
    else waiting.add(key);
    pump();
  };

  return {
    ask,
    async stop(graceMs) {
      isStopped = true;
      for (const timer of retries) clearTimeout(timer);
      let timer: NodeJS.Timeout | undefined;
      const timeUp = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([Promise.all(running.values()), timeUp]);
      clearTimeout(timer);
    },
  };
}
