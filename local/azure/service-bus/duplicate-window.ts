/** Remembers ids for a while and reports whether an id was already seen within that time. */
export function createDuplicateWindow(windowMs: number): (id: string, now: number) => boolean {
  // Ids are added in order of time and never refreshed, so the first entry is always the oldest.
  const seenAt = new Map<string, number>();
  return (id, now) => {
    for (const [oldest, at] of seenAt) {
      if (at + windowMs > now) break;
      seenAt.delete(oldest);
    }
    if (seenAt.has(id)) return true;
    if (windowMs > 0) seenAt.set(id, now);
    return false;
  };
}
