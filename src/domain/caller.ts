import type { Actor, Principal } from './actor.ts';

/**
 * What a caller may be let do, for all publishers or, as `GoLive.Submit:contoso`, for one. Each of the others holds
 * `GoLive.Read` for its publishers: nobody can act on what he cannot see.
 */
export const ROLES = ['GoLive.Read', 'GoLive.Submit', 'GoLive.Approve', 'GoLive.Operate'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who calls. `key`: where the platform does not authenticate, whoever has a function key; which key is not known.
 * `application`: whatever is not proven to be a person.
 */
export type Caller = { kind: 'key' } | Identified;

/** A caller that the platform has authenticated. */
export interface Identified {
  kind: 'person' | 'application';
  principal: Principal;
  /** Values of the application roles that it was given; others than ours too, for an approval may name them. */
  roles: readonly string[];
}

/** As what it is written down who did something. */
export function actorOf(caller: Caller): Actor {
  return caller.kind === 'key' ? { kind: 'key' } : caller.principal;
}

/**
 * Whether a caller may do what the role allows: for this publisher, or, without one, for all publishers. A function key is
 * as good as every role but the one to approve, which wants a person.
 */
export function may(caller: Caller, role: Role, publisherId?: string): boolean {
  const publishers = publishersOf(caller, role);
  if (publishers === 'all') return true;
  return publisherId !== undefined && publishers.includes(publisherId.toLowerCase());
}

/** The publishers, in lower case, that a caller may do it for; none of them: the role is missing. */
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
