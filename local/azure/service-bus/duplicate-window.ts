/** Remembers ids for a while; says whether one was seen inside that while. */
export function createDuplicateWindow(windowMs: number): (id: string, now: number) => boolean {
  // Ids are added in order of time and never refreshed, so the oldest is always the first.
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
