import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { type Caller, ROLES, type Role } from '../domain/caller.ts';
import type { CallName } from './access.ts';
import { operationIdIn } from './operation-path.ts';
import { type ProblemCode, problemResponse } from './problem.ts';

/** A call that was refused, as it is recorded for later investigation. */
export interface Refusal {
  call: CallName;
  code: ProblemCode;
  /** Absent when the call was refused before the caller was identified. */
  caller?: Caller;
  role?: Role;
  publisherId?: string;
  operationId?: string;
}

export type TellRefused = (refusal: Refusal) => void;

/** A problem that refuses the call, and a report of it. */
export function refuse(
  request: HttpRequest,
  { detail, ...refusal }: Omit<Refusal, 'operationId'> & { detail: string },
  tell: TellRefused,
): HttpResponseInit {
  const operationId = operationIdIn(request);
  tell({ ...refusal, ...(operationId !== undefined && { operationId }) });
  return problemResponse({ code: refusal.code, detail });
}

/** Which role is missing, which roles the caller has instead, and who can help. */
export function missingRole(caller: Caller, role: Role, publisherId?: string): string {
  const wanted =
    publisherId === undefined || publisherId === ''
      ? `the role ${role}`
      : `the role ${role} for publisher ${publisherId} (${role}:${publisherId}, or ${role} for all)`;
  const given = caller.kind === 'key' ? [] : caller.roles.filter(isOurs);
  const has = given.length === 0 ? 'The caller has no role here' : `The caller has ${given.join(', ')}`;
  return `This call requires ${wanted}. ${has}. Roles are given in the API's application in Microsoft Entra ID; a token or a sign-in from before does not have a new one yet.`;
}

function isOurs(given: string): boolean {
  return ROLES.some((role) => given === role || given.startsWith(`${role}:`));
}
