/** A priority queue: `pop` returns an item that sorts before all others. */
export interface MinHeap<T> {
  push(item: T): void;
  peek(): T | undefined;
  pop(): T | undefined;
}

/** Makes an empty heap ordered by `isBefore`. */
export function createMinHeap<T>(isBefore: (a: T, b: T) => boolean): MinHeap<T> {
  // Boxed, so that an index beyond the end can be distinguished from an undefined item.
  const items: { readonly item: T }[] = [];

  function comesBefore(a: number, b: number): boolean {
    const [first, second] = [items[a], items[b]];
    return first !== undefined && (second === undefined || isBefore(first.item, second.item));
  }

  function swap(a: number, b: number): void {
    const [first, second] = [items[a], items[b]];
    if (first && second) [items[a], items[b]] = [second, first];
  }

  function rise(start: number): void {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!comesBefore(index, parent)) return;
      swap(index, parent);
      index = parent;
    }
  }

  function sink(): void {
    for (let index = 0; ; ) {
      const left = 2 * index + 1;
      const child = comesBefore(left + 1, left) ? left + 1 : left;
      if (!comesBefore(child, index)) return;
      swap(index, child);
      index = child;
    }
  }

  return {
    push(item) {
      items.push({ item });
      rise(items.length - 1);
    },
    peek: () => items[0]?.item,
    pop() {
      const first = items[0];
      const last = items.pop();
      if (first && last && first !== last) {
        items[0] = last;
        sink();
      }
      return first?.item;
    },
  };
}
