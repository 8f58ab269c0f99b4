import { closeHubs, testHub } from './test-hub.ts';

afterEach(closeHubs);

test('2,000 instances that are started at once are all accepted and all end', async () => {
  // Prepare
  const hub = testHub({
    orchestrations: {
      *course(context) {
        return yield context.df.callActivity('double', context.df.getInput());
      },
    },
    activities: { double: (n) => Number(n) * 2 },
  });
  const numbers = Array.from({ length: 2_000 }, (_, n) => n);

  // Act
  const answers = await Promise.all(numbers.map((n) => hub.start('course', `burst-${n}`, n)));
  const { output } = await hub.ended('burst-1999');
  await Promise.all(numbers.map((n) => hub.ended(`burst-${n}`)));
  const failed = await hub.call('GET', 'instances?runtimeStatus=Failed,Running,Pending');

  // Assess
  expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
  expect(output).toBe(3_998);
  expect(JSON.parse(failed.body)).toEqual([]);
});

test('no more activities run at once than host.json allows', async () => {
  // Prepare
  let running = 0;
  let most = 0;
  const hub = testHub(
    {
      orchestrations: {
        *one(context) {
          yield context.df.callActivity('work');
        },
      },
      activities: {
        async work() {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 5));
          running -= 1;
        },
      },
    },
    { maxConcurrentActivityFunctions: 3 },
  );

  // Act
  const ids = Array.from({ length: 9 }, (_, n) => `one-${n}`);
  await Promise.all(ids.map((id) => hub.start('one', id)));
  await Promise.all(ids.map(hub.ended));

  // Assess
  expect(most).toBe(3);
});
