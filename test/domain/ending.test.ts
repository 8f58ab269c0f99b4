import { fail } from '../../src/domain/ending.ts';
import { ERROR_CODES } from '../../src/domain/error-code.ts';
import { viewOf } from '../../src/domain/operation-view.ts';
import {
  accepted,
  anOffer,
  aRequest,
  aRunning,
  endOf,
  goLive,
  inspected,
  notSent,
  observed,
  transitions,
  unknown,
} from './go-lives.ts';

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

describe('R10: the last message', () => {
  const found = inspected(anOffer({ running: [aRunning({ operationId: 'ours' })] }));
  const message = (...outcomes: Parameters<typeof goLive>[1][]) =>
    viewOf(fail(goLive(aRequest(), ...outcomes), { code: 'DeadlineExceeded', message: 'why.' })).error?.message;

  test.each([
    ['nothing was sent', [], 'why. Nothing was submitted.'],
    ['everything was refused', [inspected(), notSent('changed')], 'why. The marketplace accepted nothing.'],
    ['it was accepted', [inspected(), accepted], 'why.'],
    ['it was decided', [inspected()], 'why. Whether the submission was accepted is not known.'],
    ['the answer was lost', [inspected(), unknown], 'why. Whether the submission was accepted is not known.'],
    [
      'what was found after that may be ours',
      [inspected(), unknown, found],
      'why. The answer to the submission was lost: marketplace operation ours was perhaps started by somebody else.',
    ],
    [
      'it followed what somebody else had started',
      [found],
      'why. This operation submitted nothing: it followed marketplace operation ours.',
    ],
  ])('says what is known when %s', (_what, outcomes, words) => {
    expect(message(...outcomes)).toBe(words);
  });
});
