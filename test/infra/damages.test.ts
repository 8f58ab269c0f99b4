import { readdirSync } from 'node:fs';
import path from 'node:path';
import { infrastructureFaults, readWritten } from '../../infra/check/faults.ts';
import { COMPILE_MS, compiled, ROOT } from './compiled.ts';
import type { Damage } from './damage.ts';

const folder = path.join(__dirname, 'damages');
const names = readdirSync(folder).map((name) => path.basename(name, '.ts'));

describe('the check notices', () => {
  beforeAll(compiled, COMPILE_MS);

  test.each(names)('%s', async (name) => {
    // Prepare
    const { damage }: { damage: Damage } = await import(path.join(folder, `${name}.ts`));
    const whole = structuredClone(await compiled());
    const installation = whole.installations[damage.to];
    if (!installation) throw new Error(`There is no installation "${damage.to}".`);

    // Act
    damage.damage(installation, whole);
    const faults = infrastructureFaults(whole, readWritten(ROOT));

    // Assess
    expect(damage.effect).not.toBe('');
    expect(faults).toContainEqual(expect.stringMatching(damage.says));
  });
});
