/** Titles of the tests that `npm run conformance -- --short` runs, by file. */
export const SHORT_TESTS: Record<string, string[]> = {
  'test/e2e/go-live.test.ts': [
    'takes an offer live, asked by HTTP, and tells each step',
    'posts exactly one go-live, as the marketplace documents it',
    'starts one operation for a message that is sent twice',
    'lets a pipeline follow an operation by Operation-Location and Retry-After alone',
    "ends as failed with our code and the marketplace's own words",
  ],
  'test/e2e/lane.test.ts': [
    'joins the operation of ours that takes the same version live',
    'ends with OperationConflict where the request says so',
    'supersedes the operation of ours that runs',
  ],
  'test/e2e/gates.test.ts': [
    'goes live when two people have approved: not by one alone, nor by one twice, nor by somebody without the role',
    'ends when one of three rejects',
  ],
  'test/e2e/parallel.slow.test.ts': [
    '100 parallel identical keyed requests are one operation and one POST',
    'Event Grid away for the whole go-live delays the events, not the go-live, and breaks no order',
  ],
  'test/e2e/double-start.test.ts': ['sends one POST when', 'refuses the second of two requests'],
  'conformance/test/races.test.ts': ['a submission that two hosts run at once'],
  'conformance/test/kills.test.ts': ["20 operations survive 7 kills of the app's process"],
  'conformance/test/timers.test.ts': ['a wait for the next look is one timer, early or not'],
  'conformance/test/histories.test.ts': ['the path '],
};

/** Paths of tools/record/paths.ts whose histories the short form records and compares. */
export const SHORT_PATHS = [
  'succeeded',
  'failed',
  'already-live',
  'adopted',
  'through-a-job',
  'canceled-publishing',
  'scheduled',
  'approved',
  'lane-waited',
  'lane-superseded',
];

/** Whether this is a process of the short form. */
export function isShort(): boolean {
  return process.env['CONFORMANCE_SHORT'] === 'true';
}
