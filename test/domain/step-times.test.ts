import { stepTimesAt } from '../../src/domain/step-times.ts';
import { aStep, at } from './go-lives.ts';

const steps = (status?: string) => (status === undefined ? [] : [aStep({ id: 's', status })]);
const KNOWN = { startedAt: at(5), endedAt: at(7) };

test.each([
  ['one that is not there before has not begun', undefined, {}, 'running', { startedAt: at(10) }],
  ['one that begins', 'not-started', {}, 'running', { startedAt: at(10) }],
  ['one that begins and ends between two looks', 'not-started', {}, 'complete', { endedAt: at(10) }],
  ['one that goes on', 'running', { startedAt: at(5) }, 'blocked', { startedAt: at(5) }],
  ['one that ends', 'running', { startedAt: at(5) }, 'complete', KNOWN],
  ['one that ends without its beginning being seen', 'running', {}, 'failed', { endedAt: at(10) }],
  ['one that stays over', 'complete', KNOWN, 'complete', KNOWN],
  ['one that begins again', 'failed', KNOWN, 'running', { startedAt: at(10) }],
  ['one that is put back', 'running', { startedAt: at(5) }, 'not-started', undefined],
  ['one that was under way at the first look', 'running', {}, 'running', undefined],
])('%s', (_what, before, known, after, expected) => {
  // Act
  const times = stepTimesAt(at(10), { s: known }, steps(before), steps(after));

  // Assess: the end of a step is the moment of the look that shows it.
  const isNewlyOver = expected === KNOWN && before === 'running';
  expect(times).toEqual(expected ? { s: isNewlyOver ? { ...KNOWN, endedAt: at(10) } : expected } : {});
});
