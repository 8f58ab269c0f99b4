import type { Actor, Principal } from './actor.ts';

/**
 * What a caller may be allowed to do, for all publishers or, as `GoLive.Submit:contoso`, for one. Every other role
 * implies `GoLive.Read` for its publishers: nobody can act on what they cannot see.
 */
export const ROLES = ['GoLive.Read', 'GoLive.Submit', 'GoLive.Approve', 'GoLive.Operate'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The caller of a request. `key`: any holder of a function key, where the platform does not authenticate.
 * `application`: every authenticated caller that is not proven to be a person.
 */
export type Caller = { kind: 'key' } | Identified;

/** A caller that the platform has authenticated. */
export interface Identified {
  kind: 'person' | 'application';
  principal: Principal;
  /** Values of the application roles that it was given; others than ours too, for an approval may name them. */
  roles: readonly string[];
}

/** The actor under which the caller's action is recorded. */
export function actorOf(caller: Caller): Actor {
  return caller.kind === 'key' ? { kind: 'key' } : caller.principal;
}

/**
 * Whether a caller may do what the role allows: for this publisher or, without one, for all publishers. A function key
 * has every role except the one to approve, which requires a person.
 */
export function may(caller: Caller, role: Role, publisherId?: string): boolean {
  const publishers = publishersOf(caller, role);
  if (publishers === 'all') return true;
  return publisherId !== undefined && publishers.includes(publisherId.toLowerCase());
}

/** The publishers, in lower case, for which a caller has the role. An empty list means that the role is missing. */
export function publishersOf(caller: Caller, role: Role): 'all' | readonly string[] {
  if (role === 'GoLive.Approve' && caller.kind !== 'person') return [];
  if (caller.kind === 'key') return 'all';
  const sufficient: readonly Role[] = role === 'GoLive.Read' ? ROLES : [role];
  const given = caller.roles.map(split).filter(({ name }) => sufficient.some((each) => each === name));
  const publishers = given.map(({ publisherId }) => publisherId);
  return publishers.every((publisherId) => publisherId !== undefined) ? [...new Set(publishers)] : 'all';
}

/** `GoLive.Submit:contoso` names a publisher; one with an empty name is a mistake, and means nobody rather than all. */
function split(role: string): { name: string; publisherId?: string } {
  const at = role.indexOf(':');
  return at < 0 ? { name: role } : { name: role.slice(0, at), publisherId: role.slice(at + 1).toLowerCase() };
}
