import type { Step } from '../../../src/domain/observation.ts';
import { shownLinks, shownSteps } from '../../../src/marketplace/cloud-partner-portal/shown.ts';

const step = (id: string, ...texts: string[]): Step => ({
  id,
  name: id,
  status: 'running',
  messages: texts.map((text) => ({ level: 'information', text })),
});
const size = (steps: Step[]) =>
  steps.flatMap(({ messages }) => messages).reduce((sum, { text }) => sum + text.length, 0);

test('a chatty operation carries no more than can be shown: the newest message of each step, then those before', () => {
  // Prepare
  const texts = Array.from({ length: 30 }, (_, number) => `${number}`.padEnd(1000, 'x'));
  const steps = ['a', 'b', 'c'].map((id) => step(id, ...texts));

  // Act
  const shown = shownSteps(steps);

  // Assess
  expect(size(shown)).toBeLessThanOrEqual(8000);
  expect(shown.map(({ messages }) => messages.map(({ text }) => Number.parseInt(text, 10)))).toEqual([
    [27, 28, 29],
    [27, 28, 29],
    [28, 29],
  ]);
});

test('what can be shown is kept as it is', () => {
  const steps = [step('a', 'one', 'two'), step('b')];

  expect(shownSteps(steps)).toEqual(steps);
  expect(shownSteps([])).toEqual([]);
});

test('so many links as can be shown', () => {
  const links = Array.from({ length: 20 }, (_, number) => `https://market/${number}/`.padEnd(1000, 'x'));

  expect(shownLinks(links)).toEqual(links.slice(0, 8));
});
