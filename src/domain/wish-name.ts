/** What a caller may wish of a running operation, beside an approval; each is the last part of its call, or its member. */
export const WISH_NAMES = ['look', 'cancel', 'end', 'deadline'] as const;
export type WishName = (typeof WISH_NAMES)[number];
