// Entry of a process that is killed: starts instances, raises an event to each, and prints the ids that were acknowledged.
import { openEngine } from '../../durable/engine.ts';

const engine = openEngine({
  stateDir: process.argv[2] ?? '',
  durableTask: {},
  functions: [
    { name: 'course', functionId: 'course', bindings: { context: { type: 'orchestrationTrigger', direction: 'in' } } },
  ],
  // Nothing runs here: all the work is left to the host that comes after.
  invoker: { invoke: () => new Promise(() => {}) },
  log: () => {},
});
engine.start();

async function startOne(id: string): Promise<void> {
  const call = (path: string) =>
    engine.handle({
      method: 'POST',
      path,
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body: '{}',
      baseUrl: 'http://localhost',
    });
  const started = await call(`orchestrators/course/${id}`);
  const raised = await call(`instances/${id}/raiseEvent/go`);
  if (started.status === 202 && raised.status === 202) process.stdout.write(`${id}\n`);
}

for (let round = 0; ; round++) {
  await Promise.all(Array.from({ length: 10 }, (_, n) => startOne(`${round}-${n}`)));
}
