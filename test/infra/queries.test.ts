import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REQUEST_IS_REJECTED } from '../../src/activities/rejection-telemetry.ts';
import { ATTENTION_LASTS } from '../../src/activities/transition-telemetry.ts';
import { MEASURE_NAMES, TRANSITION_NAMES } from '../../src/domain/transition.ts';
import { ROOT } from './compiled.ts';

const folder = path.join(ROOT, 'infra', 'bicep');
const texts = [...readdirSync(path.join(folder, 'queries')).map((name) => `queries/${name}`), 'workbook.json'].map(
  (name): [string, string] => [name, readFileSync(path.join(folder, name), 'utf8')],
);

describe('the queries of alerts and workbook', () => {
  test.each(texts)('%s names only events and metrics that the app sends', (_, text) => {
    // Act
    const named = [...text.matchAll(/'golive\.([a-z.-]+[a-z])'/g)].map(([, name]) => name);

    // Assess
    const sent: readonly string[] = [ATTENTION_LASTS, REQUEST_IS_REJECTED, ...TRANSITION_NAMES, ...MEASURE_NAMES];
    expect(named.filter((name) => !sent.includes(String(name)))).toEqual([]);
  });

  test('read the properties that the app gives an event or a metric', () => {
    // Prepare
    const sources = ['activities/transition-telemetry.ts', 'activities/rejection-telemetry.ts', 'domain/measure.ts'];
    const sent = sources.map((name) => readFileSync(path.join(ROOT, 'src', name), 'utf8')).join('');

    // Act
    const read = texts.flatMap(([, text]) => [...text.matchAll(/Properties\.(\w+)/g)].map(([, name]) => String(name)));

    // Assess
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((name) => !new RegExp(`\\b${name}\\b`).test(sent))).toEqual([]);
  });
});
