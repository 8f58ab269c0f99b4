/** A list that drops its oldest items, so that memory stays bounded however long the process runs. */
export interface Newest<T> {
  add(item: T): void;
  /** The items after the first `count` added since the last `clear`, as far as they are still kept. */
  after(count: number): T[];
  clear(): void;
}

/** Creates a list of at most `limit` items. */
export function keepNewest<T>(limit: number): Newest<T> {
  // Trims a tenth at a time: trimming at each addition would copy the whole list each time.
  const slack = Math.ceil(limit / 10);
  let items: T[] = [];
  let forgotten = 0;
  return {
    add(item) {
      items.push(item);
      if (items.length <= limit + slack) return;
      forgotten += items.length - limit;
      items = items.slice(-limit);
    },
    after: (count) => items.slice(Math.max(items.length - limit, count - forgotten, 0)),
    clear() {
      items = [];
      forgotten = 0;
    },
  };
}
