import { type SameOrigin, sameOrigin } from '../http/same-origin.ts';
import { API_VERSION } from './paths.ts';

export type OperationLocation =
  | { kind: 'operation'; ref: string; operationId: string }
  | { kind: 'unusable'; reason: string };

/** As {@link sameOrigin}, with the API's version, which the first documented form of a location lacks. */
export function versionedRef(location: string, origin: string): SameOrigin {
  const onOurOrigin = sameOrigin(location, origin);
  return onOurOrigin.kind === 'same-origin' ? { kind: 'same-origin', ref: versioned(onOurOrigin.ref) } : onOurOrigin;
}

/** Reads the location of a marketplace operation. All three documented forms end in `/operations/{id}`. */
export function readOperationLocation(location: string | undefined, origin: string): OperationLocation {
  if (location === undefined || location === '') return { kind: 'unusable', reason: 'no location was given' };
  const onOurOrigin = versionedRef(location, origin);
  if (onOurOrigin.kind === 'elsewhere') return { kind: 'unusable', reason: onOurOrigin.reason };
  const segment = /\/operations\/([^/?]+)\/?\?/.exec(onOurOrigin.ref)?.[1];
  const operationId = segment === undefined ? undefined : decode(segment);
  if (operationId === undefined || !/^[\w$.~:-]{1,200}$/.test(operationId))
    return { kind: 'unusable', reason: 'it does not name an operation' };
  return { kind: 'operation', ref: onOurOrigin.ref, operationId };
}

/** An existing query is kept exactly. */
function versioned(ref: string): string {
  const [path = '', query] = ref.split(/\?(.*)/s);
  if (new URLSearchParams(query).has('api-version')) return ref;
  return `${path}?${query ? `${query}&` : ''}api-version=${API_VERSION}`;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
