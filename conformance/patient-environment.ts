import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { TIME_FACTOR } from '../test/time-factor.ts';

/** Gives tests and hooks that name a time limit of their own a longer one on a slower engine. */
class PatientEnvironment extends TestEnvironment {
  handleTestEvent(event: Circus.Event): void {
    switch (event.name) {
      case 'hook_start':
        if (event.hook.timeout) event.hook.timeout *= TIME_FACTOR;
        break;
      case 'test_start':
        if (event.test.timeout) event.test.timeout *= TIME_FACTOR;
        break;
    }
  }
}

// biome-ignore lint/style/noDefaultExport: Jest takes an environment from the default export
export default PatientEnvironment;
