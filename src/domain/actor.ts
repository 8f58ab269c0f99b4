/** A person or an application, as the platform's authentication names it. */
export interface Principal {
  kind: 'principal';
  id: string;
  name?: string;
}

/**
 * Who did something. `key`: a caller with a function key, and which key is not known. `queue`: the sender of a message,
 * which is not known either. `operation`: another operation of ours.
 */
export type Actor = Principal | { kind: 'key' } | { kind: 'queue' } | { kind: 'operation'; id: string };

/** The principal in words for people. */
export function nameOf({ name, id }: Principal): string {
  return name ?? id;
}
