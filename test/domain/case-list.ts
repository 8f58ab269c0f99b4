import type { GoLive } from '../../src/domain/go-live.ts';
import { type Draft, newDraft, sceneOf } from './case-draft.ts';
import { type Case, readCaseTable } from './case-table.ts';
import { type Machine, type Report, simulate } from './simulate.ts';
import { understand, type Vocabulary } from './vocabulary.ts';
import { LOOKING_SHOWS } from './words-of-looking.ts';
import { CRASH, PEOPLE } from './words-of-people-and-crashes.ts';
import { ASKED, MARKETPLACE_DID, OFFER, POST_ANSWER } from './words-of-the-start.ts';

/** The columns that describe what happens, with their vocabularies. */
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

/** A case's result, in the words of the columns for the expected outcome. */
export type Result = Readonly<Record<string, string>>;

/** All rows of docs/cases.md. */
export function readCases(): Case[] {
  return readCaseTable('cases.md', COLUMNS);
}

export function expectedOf(row: Case): Result {
  return Object.fromEntries(EXPECTATIONS.map((column) => [column, row[column] ?? '']));
}

/** Plays a row. `tickets: false` leaves out the ticket that the activity takes before it posts. */
export async function playCase(row: Case, machine?: Machine, { tickets = true } = {}): Promise<Result> {
  const scene = sceneOf(draftOf(row));
  const report = await simulate({ ...scene, tickets }, machine);
  const { state, transitions, received, marketplace } = report;
  assessEnd(report);
  const events = transitions.map(({ name }) => name).slice(1, -1);
  return {
    End: endOf(state),
    POSTs: `${marketplace.calls.posts}`,
    Accepted: `${marketplace.history.accepted.length}`,
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

/** The end in the words of the column `End`. */
export function endOf({ stage, submitted }: GoLive): string {
  if (stage.phase !== 'ended') return `no end: ${stage.phase}`;
  const { end } = stage;
  if (end.status === 'Succeeded') {
    if (end.assertedBy) return 'Succeeded (by a person)';
    return end.alreadyLive ? 'Succeeded (already live)' : 'Succeeded';
  }
  const how = end.status === 'Failed' ? `Failed ${end.error.code}` : end.status;
  return submitted === 'not-known' ? `${how} (not known)` : how;
}

/** What must hold at the end of every case. */
function assessEnd({ state, marketplace, leftAt }: Report): void {
  const { strangersCanceled, accepted } = marketplace.history;
  if (strangersCanceled.length > 0) throw new Error('A cancel of ours stopped what somebody else had started.');
  const mayBeAccepted = accepted.some(({ told }) => told === 'accepted' || told === 'unknown');
  if (mayBeAccepted && /nothing was submitted|submitted nothing|accepted nothing/i.test(JSON.stringify(state.stage)))
    throw new Error('The last message says that nothing was submitted, and something may have been.');
  const { submission, submitted } = state;
  if (submitted !== 'no' && leftAt !== undefined && leftAt < submission.provenAt)
    throw new Error('The lane was passed on before what may have been submitted shows.');
}
