import { type EngineParts, LOG_CATEGORY } from '../engine-parts.ts';
import { eventBase } from '../history-event.ts';
import type { Message } from '../store/inbox.ts';
import { entityOf } from './entity-id.ts';
import { type EntityResult, parseEntityResult } from './entity-result.ts';
import { entityRow, stateOf } from './entity-row.ts';
import type { OperationRequest } from './operation-request.ts';

/**
 * Runs the waiting operations of an entity, batch by batch; each batch is stored in one transaction.
 * @throws when the function could not be run or failed as a whole: the batch stays and is retried, as with Microsoft's
 * engine. An operation that throws is answered with its error instead.
 */
export async function runEntity(parts: EngineParts, id: string): Promise<void> {
  const { journal, store, clock } = parts;
  for (;;) {
    const batch = store.inbox.due<OperationRequest>(id, null, clock());
    if (batch.length === 0) return;
    const result = await runOperations(parts, id, batch);
    await journal.write(() => recordBatch(parts, id, batch, result));
  }
}

async function runOperations(
  { registry, invoker, store, log }: EngineParts,
  id: string,
  batch: Message<OperationRequest>[],
): Promise<EntityResult> {
  const self = entityOf(id);
  const state = stateOf(store.instances.get(id));
  const target = registry.find('entityTrigger', self.name);
  if (!target) {
    const message = registry.describeMissing('entityTrigger', self.name);
    log('error', LOG_CATEGORY, `The entity ${id} failed: ${message}`);
    const results = batch.map(() => ({ isError: true, result: JSON.stringify(message) }));
    return { entityExists: state !== null, entityState: state, results, signals: [] };
  }
  const operations = batch.map(({ body }) => ({ id: body.id, name: body.op, isSignal: false, input: body.input }));
  const trigger = JSON.stringify({ self, exists: state !== null, state, batch: operations });
  const inputData = [{ name: target.bindingName, data: { string: trigger } }];
  return parseEntityResult(await invoker.invoke({ functionName: target.name, inputData }));
}

function recordBatch(
  parts: EngineParts,
  id: string,
  batch: Message<OperationRequest>[],
  { entityExists, entityState, results }: EntityResult,
): void {
  const { store, clock } = parts;
  store.inbox.remove(batch.map(({ position }) => position));
  for (const [index, { body }] of batch.entries()) answer(parts, body, results[index]);
  store.instances.put(entityRow(id, entityExists ? (entityState ?? null) : null, clock()));
}

function answer(
  { store, clock }: EngineParts,
  { id, parent: to, parentExecution: executionId }: OperationRequest,
  outcome: EntityResult['results'][number] | undefined,
): void {
  if (store.instances.get(to)?.executionId !== executionId) return;
  const now = clock();
  const input = { result: outcome?.result ?? null, ...(outcome?.isError && { exceptionType: 'Error' }) };
  const body = { ...eventBase('EventRaised', now), Name: id, Input: JSON.stringify(input) };
  store.inbox.send({ to, executionId, body, dueAt: now });
}
