import { join, problemsOf } from '../../conformance/differences.ts';
import type { Outcome, TestResult } from '../../conformance/run-jest.ts';

const result = (outcome: Outcome): TestResult => ({ id: 'a › b', outcome, seconds: 1, message: '' });
const rows = (local: Outcome, real: Outcome) => join({ local: [result(local)], real: [result(real)] });
const listed = (local: Outcome, real: Outcome) => [
  { test: 'a › b', local, real, reason: 'a reason that is long enough' },
];

test.each<[Outcome, Outcome]>([
  ['pass', 'pass'],
  ['expected failure', 'expected failure'],
])('a test with %s and %s is no problem', (local, real) => {
  expect(problemsOf(rows(local, real), [])).toEqual([]);
});

test('a difference that nobody listed is a problem', () => {
  expect(problemsOf(rows('pass', 'fail'), [])).toEqual([
    expect.stringMatching(/^a › b: pass on the local engine, fail on Microsoft's\. One of the engines is wrong/),
  ]);
});

test('a listed difference is none', () => {
  expect(problemsOf(rows('pass', 'fail'), listed('pass', 'fail'))).toEqual([]);
});

test('a listed difference that no longer occurs is a problem', () => {
  expect(problemsOf(rows('pass', 'pass'), listed('pass', 'fail'))).toEqual([
    expect.stringContaining('differences.json lists pass and fail'),
  ]);
});

test('a listed test that was not run is not missed: a run may be of some tests only', () => {
  expect(problemsOf([], listed('pass', 'fail'))).toEqual([]);
});

test('what fails on both engines is a problem', () => {
  expect(problemsOf(rows('fail', 'fail'), [])).toEqual(['a › b: it fails on both engines.']);
});

test('what ran on one engine only is a problem', () => {
  expect(problemsOf(join({ local: [], real: [result('pass')] }), [])).toEqual([
    "a › b: it was run on Microsoft's engine only.",
  ]);
});
