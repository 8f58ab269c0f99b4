import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expectedOf, playCase, readCases } from './case-list.ts';
import { GUARDS_AFTER_THE_POST } from './guards-after-the-post.ts';
import { GUARDS_BEFORE_THE_POST } from './guards-before-the-post.ts';
import { GUARDS_WHILE_FOLLOWING } from './guards-while-following.ts';
import { loadMachine } from './load-machine.ts';
import type { Machine } from './simulate.ts';

const cases = readCases();

/** The numbers of the first cases that do not end as listed; a case that throws counts as one. */
async function firstBroken(play: (row: (typeof cases)[number]) => ReturnType<typeof playCase>) {
  for (const row of cases) {
    try {
      expect(await play(row)).toEqual(expectedOf(row));
    } catch {
      return row['#'];
    }
  }
  return undefined;
}

test('the machine as it is, loaded like the changed ones, breaks no case', async () => {
  const unchanged = {
    guard: 'none',
    file: 'domain/next.ts',
    find: 'export function next(',
    replace: 'export function next(',
  };
  const machine = loadMachine(unchanged);

  expect(await firstBroken((row) => playCase(row, machine))).toBeUndefined();
});

const guards = [...GUARDS_BEFORE_THE_POST, ...GUARDS_AFTER_THE_POST, ...GUARDS_WHILE_FOLLOWING];

test('each rule of docs/protocol.md has a guard that can be taken away', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/protocol.md'), 'utf8');
  const rules = [...page.matchAll(/^\| (R\d+) /gm)].map(([, rule]) => rule);
  const guarded = new Set(guards.flatMap(({ guard }) => /^R\d+(?=:)/.exec(guard)?.[0] ?? []));

  expect(rules).toHaveLength(16);
  expect([...guarded].toSorted()).toEqual(rules.toSorted());
});

test.each(guards.map((mutation) => [mutation.guard, mutation] as const))(
  'without "%s" a case fails',
  async (_guard, mutation) => {
    const machine: Machine = loadMachine(mutation);

    expect(await firstBroken((row) => playCase(row, machine))).toBeDefined();
  },
);

test('without the ticket that the activity takes before the POST a case fails', async () => {
  expect(await firstBroken((row) => playCase(row, undefined, { tickets: false }))).toBeDefined();
});

test('a guard whose text is no longer in the source is named', () => {
  const gone = { guard: 'a guard', file: 'domain/submission.ts', find: 'not in the source', replace: '' };

  expect(() => loadMachine(gone)).toThrow('src/domain/submission.ts has the text of the guard "a guard" 0 times');
});
