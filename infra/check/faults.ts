import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Backend } from '../package/backend.ts';
import { type HostJson, hostJson } from '../package/host-json.ts';
import { alertFaults } from './alert-faults.ts';
import { backendFaults } from './backend-faults.ts';
import { type Compiled, SAMPLE_ENVIRONMENT } from './compile.ts';
import { doorFaults } from './door-faults.ts';
import { exposureFaults } from './exposure-faults.ts';
import { type Installation, ofType } from './installation.ts';
import { providerFaults } from './provider-faults.ts';
import { referenceFaults } from './reference-faults.ts';
import { Roles, roleFaults } from './role-faults.ts';
import { sampleFaults } from './sample-faults.ts';
import { scaleFaults } from './scale-faults.ts';
import { keyCalls, secretFaults } from './secret-faults.ts';
import { settingFaults } from './setting-faults.ts';
import { signInFaults } from './sign-in-faults.ts';
import { vaultFaults } from './vault-faults.ts';

const CALLERS = SAMPLE_ENVIRONMENT.GO_LIVE_ALLOWED_CALLERS.split(',');

/** The files in the repository with which an installation must agree. */
export interface Written {
  /** The allowed roles, each with its reason. */
  roles: Roles;
  /** host.json in a backend's package. */
  hostOf(backend: Backend): HostJson;
  /** pipelines/register-providers.sh. */
  registering: string;
  /** The deployment pipelines. */
  pipelines: string[];
}

export function readWritten(root: string): Written {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  return {
    roles: Roles.parse(JSON.parse(read('infra/roles.json'))),
    hostOf: (backend) => hostJson(root, backend),
    registering: read('pipelines/register-providers.sh'),
    pipelines: ['.github/workflows/deploy.yml', 'pipelines/azure-devops/deploy.yml'].map(read),
  };
}

/** All faults of one installation. */
export function installationFaults(installation: Installation, { roles, hostOf, registering }: Written): string[] {
  const isPrivate = ofType(installation, 'Microsoft.Network/privateEndpoints').length > 0;
  return [
    ...alertFaults(installation),
    ...settingFaults(installation),
    ...roleFaults(installation, roles),
    ...backendFaults(installation, hostOf),
    ...exposureFaults(installation, isPrivate),
    ...doorFaults(installation, isPrivate),
    ...providerFaults(installation, registering),
    ...scaleFaults(installation),
    ...secretFaults(installation),
    ...referenceFaults(installation),
  ];
}

/** All faults of the infrastructure, one line each. */
export function infrastructureFaults(
  { warnings, template, samples, installations }: Compiled,
  written: Written,
): string[] {
  return [
    ...warnings,
    ...keyCalls(template).map((call) => `main.bicep calls ${call}…): nothing needs a key.`),
    ...Object.entries(installations).flatMap(([name, installation]) =>
      [
        ...installationFaults(installation, written),
        ...signInFaults(installation, name in samples ? CALLERS : undefined),
        ...vaultFaults(installation, name),
      ].map((fault) => `${name}: ${fault}`),
    ),
    ...sampleFaults(samples, written.pipelines),
  ];
}
