/**
 * How much slower than the local engine the engine under test is (`npm run conformance`). Multiplies all limits, and
 * the timers of tests about timers.
 */
export const TIME_FACTOR = Number(process.env['TEST_TIME_FACTOR'] ?? '1');

/** A limit in a test must detect a hang, not measure speed, so a machine busy with other work gets more time. */
const BUSY_MACHINE = 4;

/** The factor for all limits in tests; no test depends on the exact limit. */
export const PATIENCE = TIME_FACTOR * BUSY_MACHINE;
