import * as df from 'durable-functions';
import type { App } from '../in-process-app.ts';
import { closeHubs, testHub } from '../test-hub.ts';

afterEach(closeHubs);

const counter = (context: df.EntityContext<unknown>) => {
  const value = Number(context.df.getState(() => 0));
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(value + Number(context.df.getInput()));
      break;
    case 'get':
      context.df.return(value);
      break;
    case 'delete':
      context.df.destructOnExit();
      break;
    default:
      throw new Error(`No operation ${context.df.operationName}.`);
  }
};

const a = new df.EntityId('counter', 'a');

/** An app with one orchestrator that calls the entity's operations one after the other and returns the answers. */
const asking: App = {
  entities: { Counter: counter },
  orchestrations: {
    *ask(context) {
      const answers: unknown[] = [];
      for (const [operation, input] of context.df.getInput<[string, unknown][]>()) {
        try {
          answers.push(yield context.df.callEntity(a, operation, input));
        } catch {
          answers.push('failed');
        }
      }
      return answers;
    },
  },
};

test('an orchestrator calls an entity and gets its answers', async () => {
  // Prepare
  const hub = testHub(asking);

  // Act
  await hub.start('ask', 'one', [['add', 5], ['add', 2], ['get']]);
  const { output } = await hub.ended('one');

  // Assess
  expect(output).toEqual([null, null, 7]);
});

test('an operation that throws fails the call in the orchestrator', async () => {
  // Prepare
  const hub = testHub(asking);

  // Act
  await hub.start('ask', 'one', [['nonsense']]);
  const { output } = await hub.ended('one');

  // Assess
  expect(output).toEqual(['failed']);
});

test('the state survives a crash, until the entity deletes itself', async () => {
  // Prepare
  const hub = testHub(asking);
  await hub.start('ask', 'one', [['add', 3]]);
  await hub.ended('one');

  // Act
  const next = hub.crashAndReopen();
  await next.start('ask', 'two', [['get'], ['delete'], ['get']]);
  const { output } = await next.ended('two');

  // Assess
  expect(output).toEqual([3, null, 0]);
});

test('an entity is an instance in lists: running, created with its last operation, its state within its input', async () => {
  // Prepare
  const hub = testHub(asking);
  await hub.start('ask', 'one', [['add', 3]]);
  await hub.ended('one');

  // Act
  const list = JSON.parse((await hub.call('GET', 'instances')).body);
  const row = await hub.call('GET', 'instances/@counter@a');

  // Assess
  const entity = {
    name: '@counter@a',
    instanceId: '@counter@a',
    runtimeStatus: 'Running',
    input: { exists: true, state: '3', sorter: expect.any(Object) },
    customStatus: { entityExists: true },
    output: null,
    createdTime: expect.any(String),
    lastUpdatedTime: expect.any(String),
  };
  expect(list).toEqual([entity, expect.objectContaining({ instanceId: 'one' })]);
  expect([row.status, JSON.parse(row.body)]).toEqual([202, entity]);
});
