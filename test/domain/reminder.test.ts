import type { Outcome } from '../../src/domain/command.ts';
import { next } from '../../src/domain/next.ts';
import { reminded } from '../../src/domain/reminder.ts';
import { accepted, aRequest, aStep, goLive, inspected, observed, take } from './go-lives.ts';

const DAY = 24 * 3600;
const blocked = observed({ steps: [aStep({ status: 'blocked' })] });
const announced = (): Outcome => ({ kind: 'announce', result: { kind: 'announced', written: 4, published: 4 } });
/** Blocked since the hundredth second, with everything announced. */
const told = take(goLive(aRequest(), inspected(), [10, accepted]), [100, blocked], [101, announced()]);

test('operators are reminded a day later, and each day after that, of what lasts', () => {
  // Act
  const early = take(told, [DAY, blocked]);
  const due = take(told, [DAY + 100, blocked]);
  const done = take(due, [DAY + 102, announced()]);
  const again = take(done, [2 * DAY + 101, blocked]);

  // Assess: an attention that was announced is not announced again, so there is no transition.
  expect(next(early).kind).not.toBe('announce');
  expect(next(due).kind).toBe('announce');
  expect(next(done).kind).not.toBe('announce');
  expect(next(again).kind).not.toBe('announce');
  expect(next(take(again, [2 * DAY + 102, blocked])).kind).toBe('announce');
  expect(due.sequence).toBe(told.sequence);
});

test('an announcement that was asked for before the reminder was due, or that gave no answer, is none', () => {
  const died: Outcome = { kind: 'announce', result: { kind: 'interrupted', message: 'died' } };
  const due = take(told, [DAY + 100, blocked]);

  expect(next(take(told, [DAY + 101, announced()])).kind).toBe('announce');
  expect(next(take(due, [DAY + 101, died], [DAY + 110, blocked])).kind).toBe('announce');
});

test('where nothing needs attention any more there is nothing to be reminded of', () => {
  const { attention: _, ...calm } = told;

  expect(reminded(calm)).toBe(calm);
  expect(next(take(calm, [9 * DAY, { kind: 'timed-out' }])).kind).not.toBe('announce');
});
