import type { FieldError } from '../domain/field-error.ts';

/** A member of this name is none in JavaScript: whoever copies an object drops it in silence. */
const LOST = '__proto__';

/** A label of a request that would be lost on the way, before its form is judged. */
export function lostLabels(request: unknown): FieldError[] {
  if (typeof request !== 'object' || request === null || !('labels' in request)) return [];
  const { labels } = request;
  const isLost = typeof labels === 'object' && labels !== null && Object.hasOwn(labels, LOST);
  return isLost ? [{ pointer: `/labels/${LOST}`, detail: 'is a name that cannot be used' }] : [];
}
