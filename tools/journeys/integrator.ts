import { ServiceBusClient } from '@azure/service-bus';
import { waitUntil } from '../../test/wait-until.ts';
import type { RunningStack } from '../stack/running-stack.ts';
import type { Person } from './journey.ts';

interface Page {
  value: { messageId: string; detail: string; remedy: string }[];
}

const BLOCKED = { goLive: { steps: [{ id: 'displaycertify', seconds: 0, outcome: 'blocks' }] } };

/** A subscriber that turns events into cards, and a sender of queue messages. */
export async function integrator(person: Person, stack: RunningStack): Promise<void> {
  const { client } = person;
  const approval = { required: 2, expiresAfter: 'PT1H' };
  const { operation } = await client.goLive('card', { approval, labels: { team: 'vm' } });
  await person.until(operation.id, 'awaiting approval', ({ phase }) => phase === 'awaiting-approval');
  for (const name of ['ann', 'bob']) {
    await person.wish(
      `${name} approves: is it taken?`,
      { path: `operations/${operation.id}/approvals`, body: { decision: 'approve' }, as: name },
      ({ approval: shown }) => shown?.decisions.map((decision) => decision.name).join(', '),
    );
  }
  await client.follow(operation.id);
  const events = await client.allEvents(operation.id);
  const named = (name: string) => events.find(({ type }) => type === `dev.golive.operation.${name}.v1`)?.data;
  person.told('Who approved?', 'event approval-given', named('approval-given')?.approval?.decisions[0]?.name);
  person.told('Is it live, and what can the card link to?', 'event succeeded', named('succeeded')?.links);
  person.told('Whose is it?', 'event succeeded', named('succeeded')?.labels);

  await client.scenario('card-blocked', BLOCKED);
  const blocked = (await client.goLive('card-blocked')).operation.id;
  const needed = await waitUntil('the event of attention', async () =>
    (await client.events(blocked)).find(({ type }) => type.includes('attention-needed')),
  );
  person.told('What should the card tell a person to do?', 'event attention-needed', needed.data.attention);

  const serviceBus = new ServiceBusClient(stack.endpoints().serviceBus ?? '');
  await serviceBus
    .createSender('golive-requests')
    .sendMessages({ messageId: 'build-4711', body: { publisherId: 'contoso', offerid: 'vm' } });
  await serviceBus.close();
  await waitUntil('the rejection', async () => (await person.get<Page>('rejections?messageId=build-4711')).value[0]);
  await person.ask<Page>(
    'What became of my message?',
    'rejections?messageId=build-4711',
    ({ value: [row] }) => row && `${row.detail}. ${row.remedy}`,
  );
}
