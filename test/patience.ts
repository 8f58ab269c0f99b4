/**
 * How much slower the engine under test is than the local one (`npm run conformance`). Timers of tests about timers, and
 * every limit, are longer by it.
 */
export const TIME_FACTOR = Number(process.env['TEST_TIME_FACTOR'] ?? '1');

/** A limit of a test says that something hangs, not how fast it is: a machine that is busy with other things gets longer. */
const BUSY_MACHINE = 4;

/** Limits of tests, times this. No test is about its limit. */
export const PATIENCE = TIME_FACTOR * BUSY_MACHINE;
