import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { PATIENCE } from '../test/patience.ts';

/** Extends the time limits that tests and hooks set themselves, as `testTimeout` does for all others. */
class PatientEnvironment extends TestEnvironment {
  /** Jest has one hook for all tests of a file: extended at each of them, its limit would overflow into no time at all. */
  readonly #extended = new WeakSet<object>();

  handleTestEvent(event: Circus.Event): void {
    if (event.name === 'hook_start') this.#extend(event.hook);
    if (event.name === 'test_start') this.#extend(event.test);
  }

  #extend(limited: { timeout?: number | null | undefined }): void {
    if (!limited.timeout || this.#extended.has(limited)) return;
    limited.timeout *= PATIENCE;
    this.#extended.add(limited);
  }
}

// biome-ignore lint/style/noDefaultExport: Jest takes an environment from the default export
export default PatientEnvironment;
