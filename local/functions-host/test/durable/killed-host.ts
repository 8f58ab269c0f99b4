// Entry of a process that the test kills: starts instances, raises an event for each, and prints the acknowledged ids.
import { openEngine } from '../../durable/engine.ts';

const engine = openEngine({
  stateDir: process.argv[2] ?? '',
  durableTask: {},
  functions: [
    { name: 'course', functionId: 'course', bindings: { context: { type: 'orchestrationTrigger', direction: 'in' } } },
  ],
  // Functions never finish here: all the work is left to the host that starts next.
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
