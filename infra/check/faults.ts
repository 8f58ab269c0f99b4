import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Backend } from '../package/backend.ts';
import { type HostJson, hostJson } from '../package/host-json.ts';
import { backendFaults } from './backend-faults.ts';
import type { Compiled } from './compile.ts';
import { exposureFaults } from './exposure-faults.ts';
import { type Installation, ofType } from './installation.ts';
import { referenceFaults } from './reference-faults.ts';
import { Roles, roleFaults } from './role-faults.ts';
import { keyCalls, secretFaults } from './secret-faults.ts';
import { settingFaults } from './setting-faults.ts';

/** What an installation has to agree with. */
export interface Written {
  /** The list of roles, with the reason for each. */
  roles: Roles;
  /** host.json in the package of a backend. */
  hostOf(backend: Backend): HostJson;
}

export function readWritten(root: string): Written {
  return {
    roles: Roles.parse(JSON.parse(readFileSync(path.join(root, 'infra', 'roles.json'), 'utf8'))),
    hostOf: (backend) => hostJson(root, backend),
  };
}

/** Everything that is wrong with one installation. */
export function installationFaults(installation: Installation, { roles, hostOf }: Written): string[] {
  const isPrivate = ofType(installation, 'Microsoft.Network/privateEndpoints').length > 0;
  return [
    ...settingFaults(installation),
    ...roleFaults(installation, roles),
    ...backendFaults(installation, hostOf),
    ...exposureFaults(installation, isPrivate),
    ...secretFaults(installation),
    ...referenceFaults(installation),
  ];
}

/** Everything that is wrong with the infrastructure, one line each. */
export function infrastructureFaults({ warnings, template, installations }: Compiled, written: Written): string[] {
  return [
    ...warnings,
    ...keyCalls(template).map((call) => `main.bicep calls ${call}…): nothing needs a key.`),
    ...Object.entries(installations).flatMap(([name, installation]) =>
      installationFaults(installation, written).map((fault) => `${name}: ${fault}`),
    ),
  ];
}
