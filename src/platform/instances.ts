import type { DurableClient, DurableOrchestrationStatus } from 'durable-functions';

/** An orchestration instance as the task hub knows it. */
export interface Instance {
  id: string;
  orchestrator: string;
  /** Pending, Running, Suspended, Completed, Failed, Terminated, ... */
  runtimeStatus: string;
  input: unknown;
  customStatus: unknown;
  createdTime: Date;
  lastUpdatedTime: Date;
}

/** The task hub: all that this app asks of the durable client, with its texts turned into data. */
export interface Instances {
  /** Starts an instance unless one of that id is alive. An ended one is replaced: look with `find` first. */
  start(orchestrator: string, id: string, input: unknown): Promise<'started' | 'exists'>;
  find(id: string): Promise<Instance | undefined>;
  /** `raised` also for an instance that has ended: the engine drops the event. */
  raise(id: string, event: string, data: unknown): Promise<'raised' | 'missing'>;
}

/** The client does not encode ids and puts them into URLs: no other id may reach it. */
const ID = /^[A-Za-z0-9_-]{1,100}$/;

// durable-functions 3.5 tells these apart by text alone.
const NOT_FOUND = /HTTP 404|No instance with ID/i;
const ALREADY_EXISTS = /already exists/i;

export function openInstances(client: DurableClient): Instances {
  return {
    async start(orchestrator, id, input) {
      try {
        await client.startNew(orchestrator, { instanceId: checked(id), input });
        return 'started';
      } catch (error) {
        if (says(error, ALREADY_EXISTS)) return 'exists';
        throw error;
      }
    },
    async find(id) {
      try {
        return toInstance(await client.getStatus(checked(id)));
      } catch (error) {
        if (says(error, NOT_FOUND)) return undefined;
        throw error;
      }
    },
    async raise(id, event, data) {
      try {
        await client.raiseEvent(checked(id), event, data);
        return 'raised';
      } catch (error) {
        if (says(error, NOT_FOUND)) return 'missing';
        throw error;
      }
    },
  };
}

function toInstance(status: DurableOrchestrationStatus): Instance {
  const { instanceId, name, runtimeStatus, input, customStatus, createdTime, lastUpdatedTime } = status;
  return { id: instanceId, orchestrator: name, runtimeStatus, input, customStatus, createdTime, lastUpdatedTime };
}

function checked(id: string): string {
  if (!ID.test(id)) throw new TypeError(`Instance id ${JSON.stringify(id)} is not allowed; it must match ${ID}.`);
  return id;
}

function says(error: unknown, text: RegExp): boolean {
  return error instanceof Error && text.test(error.message);
}
