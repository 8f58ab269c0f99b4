import { fail } from '../../src/domain/ending.ts';
import { ERROR_CODES } from '../../src/domain/error-code.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import { accepted, aRequest, endOf, goLive, inspected, observed, transitions } from './go-lives.ts';

test.each(ERROR_CODES)('%s tells what to do next', (code) => {
  const state = fail(goLive(aRequest()), { code, message: 'why' });

  expect(endOf(state)).toBe(`Failed ${code}`);
  expect(viewOf(state).error?.remedy).toMatch(/^[A-Z].+\.$/);
});

test('nobody needs to look any more: the last transition says it all', () => {
  const state = goLive(
    aRequest(),
    inspected(),
    accepted,
    observed({ unknownStatus: true }),
    observed({ state: 'failed' }),
  );

  expect(viewOf(state).attention).toBeUndefined();
  expect(transitions(state)).toEqual(['accepted', 'submitted', 'attention-needed', 'failed']);
});
