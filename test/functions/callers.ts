import type { Caller, Identified } from '../../src/domain/caller.ts';

/** A person with the role to approve for all publishers, unless others are given. */
export function personOf(id: string, name?: string, roles: string[] = ['GoLive.Approve']): Identified {
  return { kind: 'person', principal: { kind: 'principal', id, ...(name !== undefined && { name }) }, roles };
}

export const ANN = personOf('ann-id', 'ann@contoso.com');

/** A caller with a function key, on a host without platform authentication. */
export const KEY: Caller = { kind: 'key' };
