import { FunctionFailed } from '../invocation.ts';
import { type EngineParts, LOG_CATEGORY } from './engine-parts.ts';
import type { Entity } from './entities.ts';
import { type EntityBatch, type LockRequest, nextBatch } from './entity-batch.ts';
import { type EntityRequest, entityOf, schedulerId } from './entity-request.ts';
import { type EntityResult, parseEntityResult } from './entity-result.ts';
import { eventBase } from './history-event.ts';
import { isTerminal } from './instances.ts';
import { newId } from './start-instance.ts';

/**
 * Lets an entity do what waits for it, one batch after the other; each batch is stored in one transaction.
 * @throws WorkerGone when the function could not be run; the batch stays.
 */
export async function runEntity(parts: EngineParts, id: string): Promise<void> {
  const { journal, store, clock } = parts;
  for (;;) {
    const entity = store.entities.get(id);
    const batch = nextBatch(store.inbox.due<EntityRequest>(id, null, clock()), entity.lockedBy);
    if (batch.consumed.length === 0) return;
    const result = batch.operations.length > 0 ? await runOperations(parts, id, entity, batch) : undefined;
    await journal.write(() => recordBatch(parts, id, entity, batch, result));
  }
}

async function runOperations(
  { registry, invoker, log }: EngineParts,
  id: string,
  { state }: Entity,
  { operations }: EntityBatch,
): Promise<EntityResult> {
  const self = entityOf(id);
  const failed = (message: string): EntityResult => {
    log('error', LOG_CATEGORY, `The entity ${id} failed: ${message}`);
    const results = operations.map(() => ({ isError: true, result: JSON.stringify(message) }));
    return { entityExists: state !== null, entityState: state, results, signals: [] };
  };
  const target = registry.find('entityTrigger', self.name);
  if (!target) return failed(registry.describeMissing('entityTrigger', self.name));
  const batch = operations.map(({ id: requestId, op, signal, input }) => ({ id: requestId, name: op, signal, input }));
  const trigger = JSON.stringify({ self, exists: state !== null, state, batch });
  try {
    const inputData = [{ name: target.bindingName, data: { string: trigger } }];
    return parseEntityResult(await invoker.invoke({ functionName: target.name, inputData }));
  } catch (error) {
    if (error instanceof FunctionFailed) return failed(error.message);
    throw error;
  }
}

function recordBatch(
  parts: EngineParts,
  id: string,
  entity: Entity,
  batch: EntityBatch,
  result: EntityResult | undefined,
): void {
  const { store, clock } = parts;
  store.inbox.remove(batch.consumed);
  let { state, lockedBy } = entity;
  if (result) {
    state = result.entityExists ? (result.entityState ?? null) : null;
    batch.operations.forEach((operation, index) => {
      if (operation.parent) answer(parts, operation.parent, operation.id, result.results[index]);
    });
    for (const { target, name, input } of result.signals) {
      const body: EntityRequest = { kind: 'operation', id: newId(), op: name, signal: true, input: input || null };
      store.inbox.send({ to: schedulerId(target), body, dueAt: clock() });
    }
  }
  if (batch.isReleased) lockedBy = null;
  if (batch.grant && isWaiting(parts, batch.grant)) {
    lockedBy = batch.grant.parent.instanceId;
    passOn(parts, batch.grant);
  }
  store.entities.put(id, { state, lockedBy });
}

type Sender = LockRequest['parent'];
type OperationResult = EntityResult['results'][number];

function answer({ store, clock }: EngineParts, to: Sender, name: string, outcome: OperationResult | undefined): void {
  if (store.instances.get(to.instanceId)?.executionId !== to.executionId) return;
  const now = clock();
  const input = { result: outcome?.result ?? null, ...(outcome?.isError && { exceptionType: 'Error' }) };
  const body = { ...eventBase('EventRaised', now), Name: name, Input: JSON.stringify(input) };
  store.inbox.send({ to: to.instanceId, executionId: to.executionId, body, dueAt: now });
}

/** An orchestration that ended while it waited must not get a lock that it would never give back. */
function isWaiting({ store }: EngineParts, { parent }: LockRequest): boolean {
  const instance = store.instances.get(parent.instanceId);
  return instance?.executionId === parent.executionId && !isTerminal(instance.status);
}

/** Asks the next entity of the set, or tells the orchestration that it has all the locks. */
function passOn(parts: EngineParts, granted: LockRequest): void {
  const position = granted.position + 1;
  const next = granted.lockSet[position];
  if (next === undefined) answer(parts, granted.parent, granted.id, undefined);
  else parts.store.inbox.send({ to: next, body: { ...granted, position }, dueAt: parts.clock() });
}
