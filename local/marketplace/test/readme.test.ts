import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rule } from '../scenario/rule.ts';
import { Scenario } from '../scenario/scenario.ts';

const README = readFileSync(join(process.cwd(), 'local/marketplace/README.md'), 'utf8');
const EXAMPLES = [...README.matchAll(/faults '(\{.*\})'/g)].map(([, rules = '']) => rules);

describe("the examples in the rehearsal marketplace's README", () => {
  test.each(EXAMPLES)('%s can be scripted', (rules) => {
    expect(() => Scenario.parse({ faults: JSON.parse(`[${rules}]`) })).not.toThrow();
  });

  test('show every fault', () => {
    // Prepare
    const shown = EXAMPLES.flatMap((rules) => [...rules.matchAll(/"do": "([a-z-]+)"/g)].map(([, name]) => name));

    // Assess
    const known = Rule.options.map((option) => option.shape.do.value);
    expect(known.filter((name) => !shown.includes(name))).toEqual([]);
  });
});
