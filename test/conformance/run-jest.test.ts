import { parseResults } from '../../conformance/run-jest.ts';

const assertion = (fullName: string, status: string, failing = false) => ({
  fullName,
  status,
  failing,
  duration: 1_500,
  failureMessages: status === 'failed' ? ['it was not so'] : [],
});
const jestJson = (status: string, assertionResults: object[]) =>
  JSON.stringify({
    testResults: [{ name: '/repository/test/e2e/lane.test.ts', message: 'broken', status, assertionResults }],
  });

test('tests are named by file and title, and what was to fail and did is told apart from what passed', () => {
  // Act
  const results = parseResults(
    jestJson('failed', [
      assertion('one', 'passed'),
      assertion('two', 'passed', true),
      assertion('three', 'failed'),
      assertion('four', 'pending'),
    ]),
  );

  // Assess
  expect(results.map(({ id, outcome, seconds }) => [id, outcome, seconds])).toEqual([
    ['e2e/lane.test.ts › one', 'pass', 1.5],
    ['e2e/lane.test.ts › two', 'expected failure', 1.5],
    ['e2e/lane.test.ts › three', 'fail', 1.5],
  ]);
});

test('a file that could not be run fails as a whole', () => {
  expect(parseResults(jestJson('failed', []))).toEqual([
    { id: 'e2e/lane.test.ts', outcome: 'fail', seconds: 0, message: 'broken' },
  ]);
});
