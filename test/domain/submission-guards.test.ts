import { expectedOf, playCase, readCases } from './case-list.ts';
import { GUARDS_AFTER_THE_POST } from './guards-after-the-post.ts';
import { GUARDS_BEFORE_THE_POST } from './guards-before-the-post.ts';
import { loadMachine } from './load-machine.ts';
import type { Machine } from './simulate.ts';

const cases = readCases();

/** Numbers of the first cases that do not end as the list says; one that breaks down has not either. */
function firstBroken(play: (row: (typeof cases)[number]) => ReturnType<typeof playCase>): string | undefined {
  const broken = cases.find((row) => {
    try {
      expect(play(row)).toEqual(expectedOf(row));
      return false;
    } catch {
      return true;
    }
  });
  return broken?.['#'];
}

test('the machine as it is, loaded like the changed ones, breaks no case', () => {
  const unchanged = { guard: 'none', file: 'next.ts', find: 'export function next(', replace: 'export function next(' };
  const machine = loadMachine(unchanged);

  expect(firstBroken((row) => playCase(row, machine))).toBeUndefined();
});

const guards = [...GUARDS_BEFORE_THE_POST, ...GUARDS_AFTER_THE_POST];

test.each(guards.map((mutation) => [mutation.guard, mutation] as const))(
  'without "%s" a case fails',
  (_guard, mutation) => {
    const machine: Machine = loadMachine(mutation);

    expect(firstBroken((row) => playCase(row, machine))).toBeDefined();
  },
);

test('without the ticket that the activity takes before the POST a case fails', () => {
  expect(firstBroken((row) => playCase(row, undefined, { tickets: false }))).toBeDefined();
});

test('a guard whose text is no longer in the source is named', () => {
  const gone = { guard: 'a guard', file: 'submission.ts', find: 'not in the source', replace: '' };

  expect(() => loadMachine(gone)).toThrow('src/domain/submission.ts has the text of the guard "a guard" 0 times');
});
