import { actorOf, type Caller, may, type Role } from '../domain/caller.ts';

/** What a call requires of its caller. */
export interface Access {
  role: Role;
  /**
   * The publisher that the role must cover: the one in the path, the one of the operation in the path, the one in the
   * query or else each that the caller may see (`list`) or all (`query`), or always all.
   */
  of: 'path' | 'operation' | 'list' | 'query' | 'all';
  /** A function key is not enough, because the call needs an identified caller. */
  identity?: true;
}

/**
 * Every HTTP trigger by its name; no other can be registered. `open`: for anybody, because it exposes nothing
 * confidential. docs/access.md says what this means for callers, and a test compares the two.
 */
export const CALLS = {
  startByHttp: { role: 'GoLive.Submit', of: 'path' },
  getOperation: { role: 'GoLive.Read', of: 'operation' },
  getResult: { role: 'GoLive.Read', of: 'operation' },
  listTransitions: { role: 'GoLive.Read', of: 'operation' },
  listOperations: { role: 'GoLive.Read', of: 'list' },
  countOperations: { role: 'GoLive.Read', of: 'query' },
  changeOperation: { role: 'GoLive.Operate', of: 'operation' },
  lookAtOperation: { role: 'GoLive.Operate', of: 'operation' },
  endOperation: { role: 'GoLive.Operate', of: 'operation', identity: true },
  cancelOperation: { role: 'GoLive.Operate', of: 'operation' },
  approveOperation: { role: 'GoLive.Approve', of: 'operation', identity: true },
  // A message that is no request may name any publisher, or none.
  listRejections: { role: 'GoLive.Read', of: 'all' },
  preflight: { role: 'GoLive.Read', of: 'path' },
  showList: { role: 'GoLive.Read', of: 'list' },
  showOperation: { role: 'GoLive.Read', of: 'operation' },
  showOffer: { role: 'GoLive.Read', of: 'path' },
  showProblems: 'open',
  showAsset: 'open',
  health: 'open',
  openApi: 'open',
} as const satisfies Record<string, Access | 'open'>;

export type CallName = keyof typeof CALLS;
/** The calls that require something of their caller. */
export type GuardedCall = { [Name in CallName]: (typeof CALLS)[Name] extends 'open' ? never : Name }[CallName];
export type OpenCall = Exclude<CallName, GuardedCall>;

/** Whether the door would admit this caller to the call, for this publisher: pages offer only what it would. */
export function mayCall(caller: Caller, call: GuardedCall, publisherId?: string): boolean {
  const { role, identity }: Access = CALLS[call];
  return may(caller, role, publisherId) && (!identity || actorOf(caller).kind === 'principal');
}
