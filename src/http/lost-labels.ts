import type { FieldError } from '../domain/field-error.ts';

/** JavaScript does not treat this name as a member, so copying an object silently drops it. */
const LOST = '__proto__';

/** Rejects a label that would be lost on the way. Must run before the schema, which would drop it. */
export function lostLabels(request: unknown): FieldError[] {
  if (typeof request !== 'object' || request === null || !('labels' in request)) return [];
  const { labels } = request;
  const isLost = typeof labels === 'object' && labels !== null && Object.hasOwn(labels, LOST);
  return isLost ? [{ pointer: `/labels/${LOST}`, detail: 'is a name that cannot be used' }] : [];
}
