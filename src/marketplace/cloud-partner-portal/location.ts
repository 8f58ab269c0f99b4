import { type Pinned, pin } from '../http/pin.ts';
import { API_VERSION } from './paths.ts';

export type OperationLocation =
  | { kind: 'operation'; ref: string; operationId: string }
  | { kind: 'unusable'; reason: string };

/** As {@link pin}, with the API's version, which the first documented form of a location lacks. */
export function pinVersioned(location: string, origin: string): Pinned {
  const pinned = pin(location, origin);
  return pinned.kind === 'pinned' ? { kind: 'pinned', ref: versioned(pinned.ref) } : pinned;
}

/** Reads where a marketplace operation can be looked at; all three documented forms end in `/operations/{id}`. */
export function readOperationLocation(location: string | undefined, origin: string): OperationLocation {
  if (location === undefined || location === '') return { kind: 'unusable', reason: 'no location was given' };
  const pinned = pinVersioned(location, origin);
  if (pinned.kind === 'elsewhere') return { kind: 'unusable', reason: pinned.reason };
  const segment = /\/operations\/([^/?]+)\/?\?/.exec(pinned.ref)?.[1];
  const operationId = segment === undefined ? undefined : decode(segment);
  if (operationId === undefined || !/^[\w$.~:-]{1,200}$/.test(operationId))
    return { kind: 'unusable', reason: 'it does not name an operation' };
  return { kind: 'operation', ref: pinned.ref, operationId };
}

/** A query that is there is kept to the letter. */
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
