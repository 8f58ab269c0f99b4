import type { OperationView } from '../../src/domain/operation.ts';
import type { Person } from './journey.ts';

interface Counts {
  attention: number;
  byAttention: Record<string, number>;
}
interface Transitions {
  value: { type: string; time: string; by?: { name?: string } }[];
}

const IN_PREVIEW = { slots: { draft: 2, preview: 2, production: 1 } };
const takes = (seconds: number) => ({ ...IN_PREVIEW, goLive: { steps: [{ id: 'displaycertify', seconds }] } });
/** Earlier go-lives, from which the app learns the usual duration. */
const EARLIER = 3;

/** 3 a.m.: one go-live stands still, one cannot be confirmed, and another waits behind it. */
export async function operator(person: Person): Promise<void> {
  const { client } = person;
  for (let n = 0; n < EARLIER; n++) {
    await client.scenario('stuck', takes(0.5));
    await client.follow((await client.goLive('stuck')).operation.id);
  }
  await client.scenario('stuck', takes(100_000));
  const stuck = await client.goLive(
    'stuck',
    {},
    { 'X-MS-CLIENT-PRINCIPAL-ID': 'ann-id', 'X-MS-CLIENT-PRINCIPAL-NAME': 'ann@contoso.com' },
  );
  const { id } = stuck.operation;
  await person.until(id, 'stalled', ({ attention }) => attention?.code === 'Stalled');

  const unconfirmed = (await client.goLive('unconfirmed')).operation.id;
  await person.until(unconfirmed, 'publishing', ({ phase }) => phase === 'publishing');
  await client.scenario('unconfirmed', { faults: [{ on: ['status', 'slot'], do: 'refuse', status: 503 }] });
  await person.until(unconfirmed, 'in need of a person', ({ attention }) => attention);
  const next = (await client.goLive('unconfirmed', { onConflict: 'queue' })).operation.id;
  await person.until(next, 'behind it', ({ behind }) => behind);

  await person.ask<Counts>('Is anything stuck?', 'operations/counts', ({ attention, byAttention }) =>
    attention > 0 && byAttention['Stalled'] ? byAttention : undefined,
  );
  await person.ask('Since when?', `operations/${id}`, ({ attention }) => attention?.since);
  await person.ask('How long does it usually take?', `operations/${id}`, ({ attention }) => attention?.message);
  await person.ask('When will it be over?', `operations/${id}`, ({ estimate }) => estimate);
  await person.ask('In which step, and since when?', `operations/${id}`, ({ marketplace }) =>
    marketplace?.steps.find(({ startedAt, endedAt }) => startedAt !== undefined && endedAt === undefined),
  );
  await person.ask('Why?', `operations/${unconfirmed}`, ({ attention }) => attention?.message);
  await person.ask('What do I do?', `operations/${id}`, ({ attention }) => attention?.remedy);
  await person.ask('What can I do from here?', `operations/${id}`, ({ attention, links }) => ({
    actions: attention?.actions,
    links,
  }));
  await person.ask(
    'What waits, and behind whom?',
    `operations/${next}`,
    ({ behind, queuePosition }) => behind && { behind, queuePosition },
  );
  await person.ask('Who started it?', `operations/${id}`, ({ requestedBy }) => requestedBy);
  await person.ask<Transitions>('What happened so far?', `operations/${id}/transitions`, ({ value }) =>
    value.map(({ type, by }) => (by?.name ? `${type} by ${by.name}` : type)).join(', '),
  );
  await person.ask<{ value: { messageId: string; detail: string }[] }>(
    'Was any message refused?',
    'rejections?top=5',
    ({ value }) => value.map(({ messageId, detail }) => `${messageId}: ${detail}`).join('; '),
  );
  await person.wish('Look now', { path: `operations/${id}/look`, body: {} }, ({ look }) => look);
  await person.wish(
    'Give it more time',
    { method: 'PATCH', path: `operations/${id}`, body: { deadline: 'P30D' } },
    ({ deadline }) => deadline,
  );
  const word = { as: 'Succeeded', reason: 'The listing shows it' };
  await person.wish(
    'It is live, I saw it: end it',
    { path: `operations/${unconfirmed}/end`, body: word, as: 'bob' },
    ({ status, result, endedBy }) => (status === 'Succeeded' ? { confirmed: result?.confirmed, endedBy } : undefined),
  );
  const endedAt = Date.now();
  await client.scenario('unconfirmed', { faults: [] });
  await person.until(next, 'on its way', ({ phase }) => phase !== 'queued');
  person.told(
    'Does the next release of the offer start?',
    'after the end',
    `${((Date.now() - endedAt) / 1000).toFixed(1)} s later`,
  );
  await person.ask(
    'Who ended it?',
    `operations/${unconfirmed}`,
    ({ endedBy, ending }: OperationView) => endedBy && { endedBy, reason: ending?.reason },
  );
}
