import { begin } from '../../src/domain/gates.ts';
import { goLive } from '../../src/orchestrators/go-live.ts';
import { aRequest, START } from '../domain/go-lives.ts';
import { answersOf, marketplace } from './marketplace.ts';
import { runEpisode, startHub } from './task-hub.ts';

const DAY_MS = 24 * 3600 * 1000;

test('a date twenty days ahead is waited for in timers of less than six days, and then the offer goes live', async () => {
  // Prepare
  const notBefore = START + 20 * DAY_MS;
  const request = aRequest({ notBefore, terms: { deadlineAt: START + 36 * DAY_MS } });
  const market = marketplace(3);
  const hub = startHub(begin(request, START), START);
  const answer = answersOf(market);
  let firstLookAt: number | undefined;

  // Act
  while (hub.output === undefined) {
    await runEpisode(hub, goLive, (name, input, now) => {
      if (name === 'inspect') firstLookAt ??= now;
      return answer(name, input, now);
    });
  }
  const timers = hub.past.filter((event) => 'FireAt' in event && event.EventType === 10);
  const first = timers
    .slice(0, 4)
    .map(
      (event, index) =>
        Date.parse(String(event['FireAt'])) - (index === 0 ? START : Date.parse(String(timers[index - 1]?.['FireAt']))),
    );

  // Assess
  expect(hub.output).toMatchObject({ status: 'Succeeded' });
  expect(firstLookAt).toBeGreaterThanOrEqual(notBefore);
  expect(Math.max(...first)).toBeLessThan(6 * DAY_MS);
  // Set up to a second late, because storage cuts a delay to whole seconds.
  const waited = first.reduce((sum, milliseconds) => sum + milliseconds, 0);
  expect(waited).toBeGreaterThanOrEqual(20 * DAY_MS);
  expect(waited).toBeLessThanOrEqual(20 * DAY_MS + 1000);
});
