/** A person or an application, as the platform's authentication names it. */
export interface Principal {
  kind: 'principal';
  id: string;
  name?: string;
}

/**
 * Who did something. `key`: a caller with a function key, which does not identify anyone. `queue`: the unidentified
 * sender of a message. `operation`: another operation of ours.
 */
export type Actor = Principal | { kind: 'key' } | { kind: 'queue' } | { kind: 'operation'; id: string };

/** The principal as people read it: its name, or its id when it has none. */
export function nameOf({ name, id }: Principal): string {
  return name ?? id;
}
