import { takeTicket } from '../../src/activities/take-ticket.ts';
import type { Instances } from '../../src/platform/instances.ts';
import { START } from '../domain/go-lives.ts';
import { brokenInstances, fakeInstances } from '../functions/fake-instances.ts';

const ticket = { operationId: 'op-1', attempt: 1 };
const portsOf = (instances: Instances, now = START) => ({
  instances,
  ticketOrchestrator: 'submissionTicket',
  now: () => now,
});

test('the first run wins, and each after it hears when that was', async () => {
  // Prepare
  const instances = fakeInstances();

  // Act
  const first = await takeTicket(ticket, portsOf(instances));
  const second = await takeTicket(ticket, portsOf(instances, START + 1000));
  const next = await takeTicket({ ...ticket, attempt: 2 }, portsOf(instances, START + 2000));

  // Assess
  expect([first, second, next]).toEqual([
    { kind: 'won', at: START },
    { kind: 'taken', at: START },
    { kind: 'won', at: START + 2000 },
  ]);
});

test('two at the same moment, both accepted by the hub, of which it keeps one: that one wins', async () => {
  // Prepare: the hub looks first and stores later, as the real one does.
  const instances = fakeInstances();
  const { start } = instances;
  let kept: Promise<unknown> | undefined;
  instances.start = async (orchestrator, id, input) => {
    await Promise.resolve();
    kept ??= start(orchestrator, id, input);
    await kept;
    return 'started';
  };

  // Act
  const tickets = await Promise.all([takeTicket(ticket, portsOf(instances)), takeTicket(ticket, portsOf(instances))]);

  // Assess
  expect(tickets.map(({ kind }) => kind).sort()).toEqual(['taken', 'won']);
});

test('one that was taken long ago, or in another form, is taken', async () => {
  const createdTime = new Date(START - 5000);
  const instances = fakeInstances({ id: 'op-1-post-1', runtimeStatus: 'Completed', input: {}, createdTime });

  expect(await takeTicket(ticket, portsOf(instances))).toEqual({ kind: 'taken', at: createdTime.getTime() });
});

test('one that the hub has lost again was not won', async () => {
  const instances = fakeInstances();
  instances.start = async () => 'exists';

  expect(await takeTicket(ticket, portsOf(instances))).toEqual({ kind: 'taken', at: START });
});

test('none is won when the hub is away', async () => {
  await expect(takeTicket(ticket, portsOf(brokenInstances()))).rejects.toThrow('the task hub is away');
});
