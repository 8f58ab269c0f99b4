import * as z from 'zod';
import { BACKENDS } from '../package/backend.ts';
import { backendFound } from './backend-faults.ts';
import { type Installation, ofType, type Resource } from './installation.ts';

/** The written list: infra/roles.json. */
export const Roles = z.array(
  z.strictObject({
    who: z.enum(['app', 'topic']),
    role: z.string(),
    roleId: z.uuid(),
    /** Type of the resource; for a part of a resource also the part's name. */
    scope: z.string(),
    why: z.string(),
    /** Only with this backend. */
    backend: z.enum(BACKENDS).optional(),
    /** Only when a resource of this type is created. */
    with: z.string().optional(),
  }),
);

export type Roles = z.infer<typeof Roles>;

/** Role assignments that are missing from, or not allowed by, infra/roles.json. */
export function roleFaults(installation: Installation, written: Roles): string[] {
  const backend = backendFound(installation);
  const wanted = written
    .filter((entry) => (entry.backend ?? backend) === backend)
    .filter((entry) => entry.with === undefined || ofType(installation, entry.with).length > 0)
    .map(({ who, roleId, scope }) => `${who} has ${roleId} on ${scope}`);
  const found = ofType(installation, 'Microsoft.Authorization/roleAssignments').map(describe);
  return [
    ...wanted.filter((role) => !found.includes(role)).map((role) => `Missing: ${role}.`),
    ...found
      .filter((role, index) => !wanted.includes(role) || found.indexOf(role) !== index)
      .map((role) => `Not in infra/roles.json: ${role}.`),
  ];
}

function describe({ id, properties }: Resource): string {
  const scope = /extensionResourceId\('([^']+)', 'Microsoft.Authorization\/roleAssignments'/.exec(id)?.[1] ?? id;
  const roleId = String(properties?.['roleDefinitionId']).split('/').at(-1);
  return `${principalOf(String(properties?.['principalId']))} has ${roleId} on ${scopeOf(scope)}`;
}

function principalOf(expression: string): string {
  if (/^\[reference\('[^']*\/userAssignedIdentities\/id-[^']*', '[^']*'\)\.principalId\]$/.test(expression))
    return 'app';
  if (/^\[reference\('[^']*\/topics\/evgt-[^']*', '[^']*', 'full'\)\.identity\.principalId\]$/.test(expression))
    return 'topic';
  return expression;
}

/** `…/providers/A/b/name/c/name` is `A/b/c`, and of a part of a resource the part's name too. */
function scopeOf(id: string): string {
  const [provider, ...path] = (id.split('/providers/')[1] ?? id).split('/');
  const types = path.filter((_, index) => index % 2 === 0);
  const type = [provider, ...types].join('/');
  return types.length > 1 ? `${type} ${path.at(-1)}` : type;
}
