import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type EventOf, EventType, type HistoryEvent } from '../../local/functions-host/durable/history-event.ts';

/** What one execution of an orchestration was and did, as the task hub recorded it. */
export interface Fixture {
  history: HistoryEvent[];
  /** What the instance showed in the end; not known of an execution that was followed by another one. */
  customStatus?: unknown;
  /** Input of the execution that followed this one. */
  continuedWith?: unknown;
}

const LOCAL_HOST = /http:\/\/127\.0\.0\.1:\d+/g;

const SUFFIX = '.history.json';

// Jest and npm both run in the repository's root.
const DIRECTORY = path.resolve('test/replay');

/** Names of all recorded executions. */
export function fixtureNames(): string[] {
  return readdirSync(DIRECTORY)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
}

/** A recorded execution; our own recorders wrote it. */
export function readFixture(name: string): Fixture {
  return JSON.parse(readFileSync(fileOf(name), 'utf8'));
}

/** Takes away what was recorded of a path. */
export function removeFixtures(path: string): void {
  const isOfPath = (name: string) => name === path || (name.startsWith(`${path}-`) && /-\d+$/.test(name));
  for (const name of fixtureNames().filter(isOfPath)) rmSync(fileOf(name));
}

/** Writes one event a line, so that a difference between two recordings can be read. */
export function writeFixture(name: string, { history, ...rest }: Fixture): void {
  const members = Object.entries(rest).map(
    ([member, value]) => `  ${JSON.stringify(member)}: ${JSON.stringify(value)}`,
  );
  const events = history.map((event) => `    ${JSON.stringify(event)}`);
  const text = `{\n${[...members, `  "history": [\n${events.join(',\n')}\n  ]`].join(',\n')}\n}\n`;
  // Stacks of failures name this machine's directories, links its address; the app is here in Azure.
  const inAzure = text.replaceAll(process.cwd(), '/home/site/wwwroot').replaceAll(LOCAL_HOST, 'https://golive.example');
  writeFileSync(fileOf(name), inAzure);
}

/** The event that began the execution. @throws when there is none. */
export function startOf({ history }: Pick<Fixture, 'history'>): EventOf<'ExecutionStarted'> {
  const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
  if (started) return started;
  throw new Error('A history begins with ExecutionStarted; this one has none. Record it again.');
}

function fileOf(name: string): string {
  return path.join(DIRECTORY, `${name}${SUFFIX}`);
}
