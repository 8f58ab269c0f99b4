/** The publishing version in each slot of an offer; a slot can be empty, but a draft is always there. */
export interface Slots {
  draft: number;
  preview?: number | undefined;
  production?: number | undefined;
}

/** The newest publishing version that the offer ever had. */
export function newestVersion(slots: Slots): number {
  return Math.max(slots.draft, slots.preview ?? 0, slots.production ?? 0);
}
