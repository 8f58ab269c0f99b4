import { apply } from '../../../src/domain/apply.ts';
import type { Command, Outcome } from '../../../src/domain/command.ts';
import { begin } from '../../../src/domain/gates.ts';
import type { GoLive, Transition } from '../../../src/domain/go-live.ts';
import type { GoLiveRequest } from '../../../src/domain/go-live-request.ts';
import { next } from '../../../src/domain/next.ts';
import type { Marketplace } from '../../../src/marketplace/port.ts';
import { openProductIngestion } from '../../../src/marketplace/product-ingestion/product-ingestion.ts';
import { endOf } from '../../domain/case-list.ts';
import type { Case } from '../../domain/case-table.ts';
import { aRequest } from '../../domain/go-lives.ts';
import { understand, type Vocabulary } from '../../domain/vocabulary.ts';
import { type Rehearsal, startRehearsal } from '../contract/rehearsal.ts';
import {
  ASKED,
  CRASH,
  type Draft,
  LOOKING_SHOWS,
  MARKETPLACE_DID,
  newDraft,
  OFFER,
  PEOPLE,
  POST_ANSWER,
} from './case-words.ts';

const VOCABULARIES: Record<string, Vocabulary<Draft>> = {
  Offer: OFFER,
  Asked: ASKED,
  'Answer to the POST': POST_ANSWER,
  'Marketplace did': MARKETPLACE_DID,
  'Looking shows': LOOKING_SHOWS,
  People: PEOPLE,
  Crash: CRASH,
};
const EXPECTATIONS = ['End', 'POSTs', 'Accepted', 'Events'];
export const COLUMNS = ['#', ...Object.keys(VOCABULARIES), ...EXPECTATIONS];

const START = Date.parse('2026-01-05T09:00:00Z');
const OFFER_ID = 'vm';
const RESTART_SECONDS = 5;
const MOST_STEPS = 2000;

export function expectedOf(row: Case): Case {
  return Object.fromEntries(EXPECTATIONS.map((column) => [column, row[column] ?? '']));
}

/** Plays a row: the machine as it is, through the real client, against the rehearsal portal, in a time of its own. */
export async function playCase(row: Case): Promise<Case> {
  const draft = newDraft();
  for (const [column, vocabulary] of Object.entries(VOCABULARIES)) {
    for (const word of (row[column] ?? '').split('; ')) understand(column, vocabulary, word, draft);
  }
  const portal = await startRehearsal(START);
  try {
    const { scenario, answers, cancel, faults } = draft;
    const marketplace = openProductIngestion({
      endpoint: `${portal.url}/rp/product-ingestion`,
      scope: 'scope',
      tokens: { token: async () => ({ kind: 'token', token: 'any' }) },
      now: () => new Date(portal.now()),
    });
    await portal.script(OFFER_ID, { ...scenario, answers, cancel });
    const request = await requestOf(draft, marketplace);
    // Once more without what would begin the offer anew: the counts of the faults begin here.
    const { slots: _, status: __, running: ___, ...course } = scenario;
    await portal.script(OFFER_ID, { ...course, answers, cancel, faults });
    const { state, transitions } = await carry(draft, begin(request, START), marketplace, portal);
    const { accepted, writes } = await portal.asked(OFFER_ID);
    const events = transitions.map(({ name }) => name).slice(1, -1);
    return {
      End: endOf(state),
      POSTs: `${writes.filter(({ action }) => action !== 'cancel').length}`,
      Accepted: `${accepted}`,
      Events: events.filter((name) => name !== 'step-changed').join(', ') || '-',
    };
  } finally {
    await portal.close();
  }
}

async function requestOf(draft: Draft, marketplace: Marketplace): Promise<GoLiveRequest> {
  const looked = draft.expects === 'waiting' ? await marketplace.inspect(OFFER_ID) : undefined;
  const waiting = looked?.kind === 'inspected' && looked.offer.preview.kind === 'holds' && looked.offer.preview.version;
  const expectedVersion = draft.expects === 'another' ? '1152921515689840000' : waiting || undefined;
  const { deadlineSeconds, settleSeconds, onConflict } = draft;
  return aRequest({
    offerId: OFFER_ID,
    requestedAt: START,
    onConflict,
    ...(expectedVersion !== undefined && { expectedVersion }),
    course: { pollMinSeconds: 60, pollMaxSeconds: 300, settleSeconds, deadlineAt: START + deadlineSeconds * 1000 },
  });
}

/** Carries a go-live to its end, as the orchestration does: commands out, outcomes in. */
async function carry(draft: Draft, started: GoLive, marketplace: Marketplace, portal: Rehearsal) {
  const transitions: Transition[] = [];
  const signals = [...draft.signals];
  const tickets = new Set<number>();
  const performed = new Map<string, number>();
  let state = started;

  async function act(command: Exclude<Command, { kind: 'wait' | 'end' }>, posts = true): Promise<Outcome> {
    switch (command.kind) {
      case 'announce':
        return { kind: 'announce', result: { kind: 'announced', through: command.transitions.at(-1)?.sequence ?? 0 } };
      case 'inspect':
        return { kind: 'inspect', result: await marketplace.inspect(command.offerId) };
      case 'observe':
        return { kind: 'observe', result: await marketplace.observe(command.offerId, command.ref) };
      case 'cancel':
        return { kind: 'cancel', result: await marketplace.cancel(OFFER_ID, command.ref, { notificationEmails: [] }) };
      case 'submit': {
        const { attempt, version } = command.intent;
        const taken = tickets.has(attempt);
        tickets.add(attempt);
        if (taken || !posts) return { kind: 'submit', result: { kind: 'unknown', message: 'begun before' } };
        return { kind: 'submit', result: await marketplace.submit(command.offerId, { version }) };
      }
      default:
        throw new Error(`No case has a lane; the machine asked for "${command.kind}".`);
    }
  }

  async function perform(command: Exclude<Command, { kind: 'end' }>): Promise<Outcome> {
    const due = signals.findIndex(({ from }) => from === state.stage.phase);
    const [raised] = due < 0 ? [] : signals.splice(due, 1);
    if (raised) return { kind: 'signaled', signal: raised.signal };
    if (command.kind === 'wait') {
      portal.pass(Math.max(0, command.until - portal.now()) / 1000);
      return { kind: 'timed-out' };
    }
    const { kinds, times, posted } = draft.crashes;
    const earlier = performed.get(command.kind) ?? 0;
    performed.set(command.kind, earlier + 1);
    if (kinds.includes(command.kind) && earlier < times) {
      await act(command, posted);
      portal.pass(RESTART_SECONDS);
    }
    return act(command);
  }

  for (let steps = 0; steps < MOST_STEPS; steps++) {
    transitions.push(...state.outbox.transitions.filter(({ sequence }) => sequence > transitions.length));
    const command = next(state);
    if (command.kind === 'end') return { state, transitions };
    state = JSON.parse(JSON.stringify(apply(state, await perform(command), portal.now())));
  }
  throw new Error(`Not over after ${MOST_STEPS} steps; the phase is "${state.stage.phase}".`);
}
