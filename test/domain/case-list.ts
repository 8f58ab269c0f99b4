import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GoLive } from '../../src/domain/go-live.ts';
import { type Draft, newDraft, sceneOf } from './case-draft.ts';
import { type Machine, simulate } from './simulate.ts';
import { understand, type Vocabulary } from './vocabulary.ts';
import { LOOKING_SHOWS } from './words-of-looking.ts';
import { CRASH, PEOPLE } from './words-of-people-and-crashes.ts';
import { ASKED, MARKETPLACE_DID, OFFER, POST_ANSWER } from './words-of-the-start.ts';

const DOCUMENT = path.join(__dirname, '../../docs/cases.md');

/** The columns that say what happens, and their words. */
const VOCABULARIES: Record<string, Vocabulary> = {
  Offer: OFFER,
  Asked: ASKED,
  'Answer to the POST': POST_ANSWER,
  'Marketplace did': MARKETPLACE_DID,
  'Looking shows': LOOKING_SHOWS,
  People: PEOPLE,
  Crash: CRASH,
};
const EXPECTATIONS = ['End', 'POSTs', 'Accepted', 'Events'];
const COLUMNS = ['#', ...Object.keys(VOCABULARIES), ...EXPECTATIONS];

/** One row of the case list: its cells by their column's name. */
export type Case = Readonly<Record<string, string>>;

/** What a case came to, in the words of the columns that say what is expected. */
export type Result = Readonly<Record<string, string>>;

/** All rows of all tables of docs/cases.md that have the columns of a case. */
export function readCases(): Case[] {
  const cases: Case[] = [];
  let isCaseTable = false;
  for (const line of readFileSync(DOCUMENT, 'utf8').split('\n')) {
    if (!line.startsWith('|')) {
      isCaseTable = false;
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells[0] === '#') {
      if (cells.join() !== COLUMNS.join())
        throw new Error(`A table of cases has the columns ${cells.join(', ')}; it must have ${COLUMNS.join(', ')}.`);
      isCaseTable = true;
    } else if (isCaseTable && !/^-+$/.test(cells[0] ?? '')) {
      if (cells.length !== COLUMNS.length)
        throw new Error(`Case ${cells[0]} has ${cells.length} cells; it must have ${COLUMNS.length}.`);
      cases.push(Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index] ?? ''])));
    }
  }
  return cases;
}

export function expectedOf(row: Case): Result {
  return Object.fromEntries(EXPECTATIONS.map((column) => [column, row[column] ?? '']));
}

/** Plays a row. `tickets: false` leaves out the ticket that the activity takes before it posts. */
export function playCase(row: Case, machine?: Machine, { tickets = true } = {}): Result {
  const scene = sceneOf(draftOf(row));
  const { state, transitions, received } = simulate({ ...scene, tickets }, machine);
  const events = transitions.map(({ name }) => name).slice(1, -1);
  return {
    End: endOf(state),
    POSTs: `${scene.marketplace.posts()}`,
    Accepted: `${scene.marketplace.accepted().length}`,
    Events:
      received.length < transitions.length
        ? `${transitions.length - received.length} were not delivered`
        : events.filter((name) => name !== 'step-changed').join(', ') || '-',
  };
}

function draftOf(row: Case): Draft {
  const draft = newDraft();
  for (const [column, vocabulary] of Object.entries(VOCABULARIES)) {
    const words = (row[column] ?? '').split(/, | then /);
    for (const word of words) understand(column, vocabulary, word, draft);
  }
  return draft;
}

function endOf({ stage }: GoLive): string {
  if (stage.phase !== 'ended') return `no end: ${stage.phase}`;
  const { end } = stage;
  if (end.status === 'Succeeded') return end.alreadyLive ? 'Succeeded (already live)' : 'Succeeded';
  return end.status === 'Failed' ? `Failed ${end.error.code}` : end.status;
}
