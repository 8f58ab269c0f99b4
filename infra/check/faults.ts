import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Compiled } from './compile.ts';
import { exposureFaults } from './exposure-faults.ts';
import { type Installation, ofType } from './installation.ts';
import { referenceFaults } from './reference-faults.ts';
import { Roles, roleFaults } from './role-faults.ts';
import { keyCalls, secretFaults } from './secret-faults.ts';
import { settingFaults } from './setting-faults.ts';

/** The written list of roles, with the reason for each. */
export function readRoles(root: string): Roles {
  return Roles.parse(JSON.parse(readFileSync(path.join(root, 'infra', 'roles.json'), 'utf8')));
}

/** Everything that is wrong with one installation. */
export function installationFaults(installation: Installation, roles: Roles): string[] {
  const isPrivate = ofType(installation, 'Microsoft.Network/privateEndpoints').length > 0;
  return [
    ...settingFaults(installation),
    ...roleFaults(installation, roles),
    ...exposureFaults(installation, isPrivate),
    ...secretFaults(installation),
    ...referenceFaults(installation),
  ];
}

/** Everything that is wrong with the infrastructure, one line each. */
export function infrastructureFaults({ warnings, template, installations }: Compiled, roles: Roles): string[] {
  return [
    ...warnings,
    ...keyCalls(template).map((call) => `main.bicep calls ${call}…): nothing needs a key.`),
    ...Object.entries(installations).flatMap(([name, installation]) =>
      installationFaults(installation, roles).map((fault) => `${name}: ${fault}`),
    ),
  ];
}
