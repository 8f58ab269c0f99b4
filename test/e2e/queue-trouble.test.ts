import { ServiceBusClient } from '@azure/service-bus';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

const { stack, client } = stackOfFile();
let serviceBus: ServiceBusClient;

interface Message {
  messageId: string;
  deliveryCount: number;
  properties: Record<string, unknown>;
}

beforeAll(() => {
  serviceBus = new ServiceBusClient(stack.endpoints().serviceBus ?? '');
});
afterAll(() => serviceBus?.close());

async function queue() {
  const response = await fetch(`${stack.endpoints().admin}/service-bus`);
  const [only] = (await response.json()) as { messages: Message[]; deadLetters: Message[] }[];
  return { messages: [], deadLetters: [], ...only };
}

async function listed(): Promise<{ id: string }[]> {
  const list = await client.get('operations?offerId=held');
  return ((await list.json()) as { value: { id: string }[] }).value;
}

test('a valid message waits until the settings are right again; an invalid one is then dead-lettered with the reason', async () => {
  // Prepare: a deployment with a wrong setting.
  await client.scenario('held', { slots: { draft: 2, preview: 2 } });
  await stack.endHost();
  await stack.startHost({ GO_LIVE_POLL_MIN_SECONDS: 'abc' });

  // Act
  await serviceBus.createSender('golive-requests').sendMessages([
    { messageId: '20240101.1', body: { publisherId: 'contoso', offerId: 'held' } },
    { messageId: '20240101.10', body: { publisherId: 'contoso' } },
  ]);
  const waiting = await waitUntil('three deliveries of each', async () => {
    const { messages } = await queue();
    return messages.length === 2 && messages.every(({ deliveryCount }) => deliveryCount >= 2) && (await queue());
  });
  await stack.endHost();
  await stack.startHost();
  const done = await waitUntil('the queue to be empty', async () => {
    const seen = await queue();
    return seen.messages.length === 0 && seen;
  });

  // Assess
  expect(waiting.deadLetters).toEqual([]);
  expect(done.deadLetters).toMatchObject([
    { messageId: '20240101.10', properties: { DeadLetterReason: 'InvalidRequest' } },
  ]);
  // An operation is listed once its first transition has been written, which happens after its message is gone.
  const [held, ...others] = await waitUntil('the operation in the list', listed, { isSo: ({ length }) => length > 0 });
  expect(others).toEqual([]);
  expect(await client.follow(held?.id ?? '')).toMatchObject({ status: 'Succeeded' });
}, 60_000);
