import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { type Caller, ROLES, type Role } from '../domain/caller.ts';
import type { CallName } from './access.ts';
import { operationIdIn } from './operation-path.ts';
import { type ProblemCode, problemResponse } from './problem.ts';

/** Somebody was not let do something: what is kept of it for whoever looks into it later. */
export interface Refusal {
  call: CallName;
  code: ProblemCode;
  /** Nothing when it was refused before anybody asked who it is. */
  caller?: Caller;
  role?: Role;
  publisherId?: string;
  operationId?: string;
}

export type TellRefused = (refusal: Refusal) => void;

/** An answer that refuses, of which a line is kept. */
export function refuse(
  request: HttpRequest,
  { detail, ...refusal }: Omit<Refusal, 'operationId'> & { detail: string },
  tell: TellRefused,
): HttpResponseInit {
  const operationId = operationIdIn(request);
  tell({ ...refusal, ...(operationId !== undefined && { operationId }) });
  return problemResponse({ code: refusal.code, detail });
}

/** What is missing, what the caller has instead, and who can help. */
export function missingRole(caller: Caller, role: Role, publisherId?: string): string {
  const wanted =
    publisherId === undefined || publisherId === ''
      ? `the role ${role}`
      : `the role ${role} for publisher ${publisherId} (${role}:${publisherId}, or ${role} for all)`;
  const given = caller.kind === 'key' ? [] : caller.roles.filter(isOurs);
  const has = given.length === 0 ? 'The caller has no role here' : `The caller has ${given.join(', ')}`;
  return `This wants ${wanted}. ${has}. Roles are given in the API's application in Microsoft Entra ID; a token or a sign-in from before does not have a new one yet.`;
}

function isOurs(given: string): boolean {
  return ROLES.some((role) => given === role || given.startsWith(`${role}:`));
}
