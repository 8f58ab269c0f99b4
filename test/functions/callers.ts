import type { Caller, Identified } from '../../src/domain/caller.ts';

/** A person with the role to approve for all publishers, unless others are given. */
export function personOf(id: string, name?: string, roles: string[] = ['GoLive.Approve']): Identified {
  return { kind: 'person', principal: { kind: 'principal', id, ...(name !== undefined && { name }) }, roles };
}

export const ANN = personOf('ann-id', 'ann@contoso.com');

/** Whoever has a function key, where the platform does not authenticate. */
export const KEY: Caller = { kind: 'key' };
