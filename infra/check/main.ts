import path from 'node:path';
import { compileInfrastructure } from './compile.ts';
import { infrastructureFaults, readWritten } from './faults.ts';
import { findBicep } from './find-bicep.ts';

// npm run check:infra: compiles and lints infra/bicep with the real compiler, and checks the predicted deployments.

const root = path.join(import.meta.dirname, '..', '..');
try {
  const faults = infrastructureFaults(await compileInfrastructure(root, () => findBicep(root)), readWritten(root));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) console.error(`infra/bicep: ${faults.length} problems found.`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
