import { begin } from '../../../src/domain/gates.ts';
import type { GoLiveRequest } from '../../../src/domain/go-live-request.ts';
import type { Marketplace } from '../../../src/marketplace/port.ts';
import { openProductIngestion } from '../../../src/marketplace/product-ingestion/product-ingestion.ts';
import { endOf } from '../../domain/case-list.ts';
import type { Case } from '../../domain/case-table.ts';
import { aRequest } from '../../domain/go-lives.ts';
import { understand, type Vocabulary } from '../../domain/vocabulary.ts';
import { carry } from '../contract/carry.ts';
import { startRehearsal } from '../contract/rehearsal.ts';
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

export function expectedOf(row: Case): Case {
  return Object.fromEntries(EXPECTATIONS.map((column) => [column, row[column] ?? '']));
}

/** Plays a row: the real machine, through the real client, against the rehearsal marketplace, in virtual time. */
export async function playCase(row: Case): Promise<Case> {
  const draft = newDraft();
  for (const [column, vocabulary] of Object.entries(VOCABULARIES)) {
    for (const word of (row[column] ?? '').split('; ')) understand(column, vocabulary, word, draft);
  }
  const rehearsal = await startRehearsal(START);
  try {
    const { scenario, answers, cancel, faults } = draft;
    const marketplace = openProductIngestion({
      endpoint: `${rehearsal.url}/rp/product-ingestion`,
      scope: 'scope',
      tokens: { token: async () => ({ kind: 'token', token: 'any' }) },
      now: () => new Date(rehearsal.now()),
    });
    await rehearsal.script(OFFER_ID, { ...scenario, answers, cancel });
    const request = await requestOf(draft, marketplace);
    // Scripted again without the members that would reset the offer, because the faults' counts must begin here.
    const { slots: _, status: __, running: ___, ...course } = scenario;
    await rehearsal.script(OFFER_ID, { ...course, answers, cancel, faults });
    const { state, transitions } = await carry(begin(request, START), { ...draft, marketplace, rehearsal });
    const { accepted, writes } = await rehearsal.asked(OFFER_ID);
    const events = transitions.map(({ name }) => name).slice(1, -1);
    return {
      End: endOf(state),
      POSTs: `${writes.filter(({ action }) => action !== 'cancel').length}`,
      Accepted: `${accepted}`,
      Events: events.filter((name) => name !== 'step-changed').join(', ') || '-',
    };
  } finally {
    await rehearsal.close();
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
    terms: { pollMinSeconds: 60, pollMaxSeconds: 300, settleSeconds, deadlineAt: START + deadlineSeconds * 1000 },
  });
}
