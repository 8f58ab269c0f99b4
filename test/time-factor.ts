/** Deadlines of tests, times this: an engine or a machine that is slower gets longer. No test is about its deadline. */
export const TIME_FACTOR = Number(process.env['TEST_TIME_FACTOR'] ?? '1');
