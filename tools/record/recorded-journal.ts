import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EventType, eventBase, type HistoryEvent, played } from '../../local/functions-host/durable/history-event.ts';
import type { Fixture } from './fixture.ts';
import { startOf } from './fixture.ts';

/** Makes the journal keep the history of executions that continue as new. No host may run meanwhile. */
export function keepPastExecutions(localDir: string): void {
  const db = new DatabaseSync(journalIn(localDir));
  db.exec(`
    CREATE TABLE past_history (position INTEGER PRIMARY KEY, instance_id TEXT NOT NULL, events TEXT NOT NULL);
    CREATE TRIGGER keep_history BEFORE DELETE ON history BEGIN
      INSERT INTO past_history (instance_id, events) VALUES (old.instance_id, old.events);
    END;
  `);
  db.close();
}

/** All executions of an instance, the oldest first. No host may run. @throws when there is none. */
export function readExecutions(localDir: string, instanceId: string): Fixture[] {
  const db = new DatabaseSync(journalIn(localDir), { readOnly: true });
  const read = (table: string): HistoryEvent[] =>
    db
      .prepare(`SELECT events FROM ${table} WHERE instance_id = ? ORDER BY position`)
      .all(instanceId)
      .flatMap(({ events }) => JSON.parse(String(events)));
  const past = byExecution(read('past_history'));
  const present = read('history');
  const status = db.prepare('SELECT custom_status FROM instances WHERE id = ?').get(instanceId)?.['custom_status'];
  db.close();
  if (present.length === 0) throw new Error(`The journal has no history of the instance "${instanceId}".`);

  const executions: Fixture[] = [...past.map((history) => ({ history })), { history: present }];
  return executions.map(({ history }, index) => {
    const next = executions[index + 1];
    return next
      ? rolledOver(history, JSON.parse(startOf(next).Input ?? 'null'))
      : { customStatus: status ? JSON.parse(String(status)) : null, history };
  });
}

/**
 * The episode that continues as new leaves no record, but it can be reconstructed: a go-live rolls over straight after
 * a wait that timed out, and its state contains that moment.
 */
function rolledOver(history: HistoryEvent[], continuedWith: { now: number }): Fixture {
  const timer = history.findLast((event) => event.EventType === EventType.TimerCreated);
  if (!timer) throw new Error('An execution that continued as new waited for a timer; this one had none.');
  const { EventId: TimerId, FireAt } = timer;
  const fired = { ...eventBase('TimerFired', Date.parse(FireAt)), TimerId, FireAt };
  const { now } = continuedWith;
  const last = [eventBase('OrchestratorStarted', now), played(fired), eventBase('OrchestratorCompleted', now)];
  return { continuedWith, history: [...history, ...last] };
}

function byExecution(events: HistoryEvent[]): HistoryEvent[][] {
  const executions: HistoryEvent[][] = [];
  for (const [index, event] of events.entries()) {
    // Each execution begins with the start of an episode, followed by its own ExecutionStarted.
    const next = events[index + 1];
    const begins = event.EventType === EventType.OrchestratorStarted && next?.EventType === EventType.ExecutionStarted;
    if (begins) executions.push([]);
    executions.at(-1)?.push(event);
  }
  return executions;
}

function journalIn(localDir: string): string {
  return path.join(localDir, 'journal.db');
}
