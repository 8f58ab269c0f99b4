import { namesOf } from '../../tools/stack/client.ts';
import { stackOfFile } from '../../tools/stack/stack-of-file.ts';
import { waitUntil } from '../wait-until.ts';

const { stack, client } = stackOfFile();

const posts = async (offer: string) => await client.goLivePosts(offer);

test('queues the operations of an offer in order, shows their places, and submits once', async () => {
  // Prepare
  await client.scenario('in-line', { goLive: { steps: [{ id: 'live', seconds: 3 }] } });
  const queue = { onConflict: 'queue' };

  // Act
  // Which of two simultaneous requests gets a free lane first is not promised; the order of those that wait is.
  const ids = [(await client.goLive('in-line', queue)).operation.id];
  await waitUntil('the first to hold the lane', async () => (await posts('in-line')).length > 0);
  for (let n = 1; n < 3; n++) ids.push((await client.goLive('in-line', queue)).operation.id);
  const last = await waitUntil('the third to be queued', async () => {
    const operation = await (await client.get(`operations/${ids[2]}`)).json();
    return (operation as { queuePosition?: number }).queuePosition === 2 && operation;
  });
  const ended = await Promise.all(ids.map((id) => client.follow(id)));
  const events = await Promise.all(ids.map((id) => client.allEvents(id)));

  // Assess
  expect(last).toMatchObject({ status: 'NotStarted', phase: 'queued', queuePosition: 2 });
  expect(ended.map(({ status }) => status)).toEqual(['Succeeded', 'Succeeded', 'Succeeded']);
  expect(ended.map(({ result }) => result?.alreadyLive)).toEqual([undefined, true, true]);
  expect(ended.map(({ endedAt }) => endedAt)).toEqual(ended.map(({ endedAt }) => endedAt).toSorted());
  expect(namesOf(events[1] ?? [])).toEqual(['accepted', 'queued', 'succeeded']);
  expect(await posts('in-line')).toHaveLength(1);
});

test('joins the operation of ours that takes the same version live', async () => {
  // Prepare
  await client.scenario('joined', { goLive: { steps: [{ id: 'live', seconds: 4 }] } });

  // Act
  const first = await client.goLive('joined');
  await waitUntil('the POST', async () => (await posts('joined')).length > 0);
  const second = await client.goLive('joined');
  const ended = await Promise.all([client.follow(first.operation.id), client.follow(second.operation.id)]);

  // Assess
  expect(ended.map(({ status, joined }) => [status, joined])).toEqual([
    ['Succeeded', undefined],
    ['Succeeded', true],
  ]);
  expect(ended[1]?.marketplace?.operationId).toBe(ended[0]?.marketplace?.operationId);
  expect(await posts('joined')).toHaveLength(1);
});

test('ends with OperationConflict where the request says so', async () => {
  // Prepare
  await client.scenario('refused', { goLive: { steps: [{ id: 'live', seconds: 3 }] } });
  const first = await client.goLive('refused');
  await waitUntil('the POST', async () => (await posts('refused')).length > 0);

  // Act
  const second = await client.goLive('refused', { onConflict: 'fail' });
  const ended = await client.follow(second.operation.id);
  await client.follow(first.operation.id);

  // Assess
  expect(ended.error).toMatchObject({ code: 'OperationConflict', retryable: true });
});

test('supersedes the operation of ours that runs', async () => {
  // Prepare
  const steps = [
    { id: 'displayprovision', seconds: 30 },
    { id: 'live', seconds: 1 },
  ];
  await client.scenario('superseded', { goLive: { steps } });
  const first = await client.goLive('superseded');
  await waitUntil('the POST', async () => (await posts('superseded')).length > 0);

  // Act
  const second = await client.goLive('superseded', { onConflict: 'supersede' });
  const canceled = await client.follow(first.operation.id);
  await waitUntil('the second POST', async () => (await posts('superseded')).length > 1);
  const running = (await (await client.get(`operations/${second.operation.id}`)).json()) as { status: string };

  // Assess
  expect(canceled).toMatchObject({ status: 'Canceled', cancellation: { state: 'canceled' } });
  expect(running.status).toBe('Running');
});

test('passes over a holder that was terminated', async () => {
  // Prepare
  await client.scenario('orphaned', { goLive: { steps: [{ id: 'live', seconds: 2 }] } });
  const first = await client.goLive('orphaned');
  await waitUntil('the POST', async () => (await posts('orphaned')).length > 0);
  const terminate = `${stack.endpoints().app}/runtime/webhooks/durabletask/instances/${first.operation.id}/terminate?reason=test`;
  await fetch(terminate, { method: 'POST' });

  // Act
  const second = await client.goLive('orphaned', { onConflict: 'queue' });
  const ended = await client.follow(second.operation.id);
  const terminated = (await (await client.get(`operations/${first.operation.id}`)).json()) as object;

  // Assess
  expect(ended).toMatchObject({ status: 'Succeeded', result: { alreadyLive: true } });
  expect(terminated).toMatchObject({ status: 'Failed', error: { code: 'Terminated' } });
});
