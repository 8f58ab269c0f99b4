import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { PATIENCE } from '../test/patience.ts';

/** Extends the time limits that tests and hooks set themselves, as `testTimeout` does for all others. */
class PatientEnvironment extends TestEnvironment {
  handleTestEvent(event: Circus.Event): void {
    switch (event.name) {
      case 'hook_start':
        if (event.hook.timeout) event.hook.timeout *= PATIENCE;
        break;
      case 'test_start':
        if (event.test.timeout) event.test.timeout *= PATIENCE;
        break;
    }
  }
}

// biome-ignore lint/style/noDefaultExport: Jest takes an environment from the default export
export default PatientEnvironment;
