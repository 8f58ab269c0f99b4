import { readFileSync, writeFileSync } from 'node:fs';
import { expectedOf, playCase, readCases } from './case-list.ts';

test('redo', async () => {
  const text = readFileSync('docs/cases.md', 'utf8');
  const lines = text.split('\n');
  const out: string[] = [];
  for (const row of readCases()) {
    let got: Record<string, string>;
    try {
      got = await playCase(row);
    } catch (error) {
      out.push(`${row['#']}: THREW ${error}`);
      continue;
    }
    const want = expectedOf(row);
    if (JSON.stringify(got) === JSON.stringify(want)) continue;
    out.push(
      `${Object.values(row).slice(0, 8).join(' | ')}\n     was ${Object.values(want).join(' | ')}\n     now ${Object.values(got).join(' | ')}`,
    );
    const index = lines.findIndex((line) => new RegExp(`^\\| ${row['#']} +\\|`).test(line));
    lines[index] = `| ${[...Object.values(row).slice(0, 8), ...Object.values(got)].join(' | ')} |`;
  }
  if (process.env.WRITE) writeFileSync('docs/cases.md', lines.join('\n'));
  writeFileSync('/tmp/h/scratch/redo.txt', out.join('\n'));
}, 300000);
