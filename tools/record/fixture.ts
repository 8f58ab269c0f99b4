import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type EventOf, EventType, type HistoryEvent } from '../../local/functions-host/durable/history-event.ts';

/** One execution of an orchestration, as the task hub recorded it. */
export interface Fixture {
  history: HistoryEvent[];
  /** The instance's last custom status; unknown for an execution that was followed by another one. */
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

/** Reads a recorded execution; only our own recorders write these files, so the content is trusted. */
export function readFixture(name: string): Fixture {
  return JSON.parse(readFileSync(fileOf(name), 'utf8'));
}

/** Deletes the recordings of a path. */
export function removeFixtures(path: string): void {
  const isOfPath = (name: string) => name === path || (name.startsWith(`${path}-`) && /-\d+$/.test(name));
  for (const name of fixtureNames().filter(isOfPath)) rmSync(fileOf(name));
}

/** Writes one event per line, so that the difference between two recordings is readable. */
export function writeFixture(name: string, { history, ...rest }: Fixture): void {
  const members = Object.entries(rest).map(
    ([member, value]) => `  ${JSON.stringify(member)}: ${JSON.stringify(value)}`,
  );
  const events = history.map((event) => `    ${JSON.stringify(event)}`);
  const text = `{\n${[...members, `  "history": [\n${events.join(',\n')}\n  ]`].join(',\n')}\n}\n`;
  // Stack traces contain this machine's directories, and links its address; replace them with those of the app in
  // Azure.
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
