import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventType } from '../../local/functions-host/durable/history-event.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { executionsOf } from '../recorded-executions.ts';

// Azure Storage hides a message for whole seconds, so a timer fires up to a second early. An orchestrator that then
// created the same timer again would spend an episode on each.
const OPERATIONS = 20;

const directory = mkdtempSync(path.join(tmpdir(), 'go-live-timers-'));
const record = path.join(directory, 'calls.jsonl');
const pace = { GO_LIVE_POLL_MIN_SECONDS: '3', GO_LIVE_POLL_MAX_SECONDS: '3' };
const { client } = stackOfFile({ CONFORMANCE_RECORD: record, ...pace });

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a wait for the next look is one timer, early or not', async () => {
  // Prepare
  const offers = Array.from({ length: OPERATIONS }, (_, index) => `timer-${index}`);
  const scenario = { goLive: { steps: [{ id: 'live', seconds: 12 }] } };
  await Promise.all(offers.map((offer) => client.scenario(offer, scenario)));

  // Act
  const asked = await Promise.all(offers.map((offer) => client.goLive(offer)));
  const ended = await Promise.all(asked.map(({ operation }) => client.follow(operation.id)));

  // Assess
  const counts = ended.map(({ id }) => countsOf(id));
  expect(ended.map(({ status }) => status)).toEqual(offers.map(() => 'Succeeded'));
  // A look that is already late needs no timer.
  expect(counts.filter(({ timers, looks }) => timers > looks)).toEqual([]);
  expect(counts.reduce((sum, { timers }) => sum + timers, 0)).toBeGreaterThan(OPERATIONS);
}, 120_000);

/** The number of the operation's looks at the marketplace operation, and of the timers that it created. */
function countsOf(operationId: string): { looks: number; timers: number } {
  const events = executionsOf(record, operationId).flatMap(({ history }) => history);
  const looks = events.filter((event) => event.EventType === EventType.TaskScheduled && event.Name === 'observe');
  return { looks: looks.length, timers: events.filter((event) => event.EventType === EventType.TimerCreated).length };
}
