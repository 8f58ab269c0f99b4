import { begin } from '../../src/domain/gates.ts';
import { goLive } from '../../src/orchestrators/go-live.ts';
import { aRequest, START } from '../domain/go-lives.ts';
import { answersOf, marketplace } from './marketplace.ts';
import { playByHand } from './play-by-hand.ts';
import { runEpisode, startHub } from './task-hub.ts';

const MAX_EVENTS = 2_000;
const state = begin(aRequest({ terms: { deadlineAt: START + 366 * 24 * 3600 * 1000 } }), START);

test('an operation of 10,000 polls never holds more than 2,000 history events', () => {
  // Prepare
  const market = marketplace(10_000);

  // Act
  const { output, executions, mostEvents } = playByHand(goLive, state, START, answersOf(market));

  // Assess
  expect(output).toMatchObject({ status: 'Succeeded', sequence: 4 });
  expect(market.looks).toBe(10_000);
  expect(executions).toBeGreaterThan(100);
  expect(mostEvents).toBeLessThan(MAX_EVENTS);
});

test('the replay engine has the same executions, with histories of the same length', async () => {
  // Prepare
  const polls = 200;
  const hub = startHub(state, START);
  const answers = answersOf(marketplace(polls));

  // Act
  while (hub.output === undefined) await runEpisode(hub, goLive, answers);
  const byHand = playByHand(goLive, state, START, answersOf(marketplace(polls)));

  // Assess
  expect({ ...byHand }).toEqual({ executions: hub.executions, mostEvents: hub.mostEvents, output: hub.output });
  expect(byHand.executions).toBeGreaterThan(2);
});
