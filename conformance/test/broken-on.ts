import { type EngineName, engineUnderTest } from '../engine-name.ts';

type DefineTest = (title: string, act: () => Promise<void>, timeoutMs?: number) => void;

/**
 * A test of a promise that is broken on these engines today. There it is expected to fail, and fails the run as soon as it
 * holds: then the engine goes out of the list.
 */
export function brokenOn(engines: readonly EngineName[]): DefineTest {
  return engines.includes(engineUnderTest()) ? expectedToFail : test;
}

/** Only what the test assesses may be wrong: a test that cannot get so far shows nothing about the promise. */
function expectedToFail(title: string, act: () => Promise<void>, timeoutMs?: number): void {
  const assessed = async () => {
    try {
      await act();
    } catch (error) {
      if (isAssertion(error)) throw error;
      console.error(`"${title}" did not come to its assessment:`, error);
    }
  };
  test.failing(title, assessed, timeoutMs);
}

function isAssertion(error: unknown): boolean {
  return error instanceof Error && 'matcherResult' in error;
}
