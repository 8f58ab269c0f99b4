import type { DurableClient, DurableOrchestrationStatus, OrchestrationFilter } from 'durable-functions';

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

/** The task hub: everything that this app needs of the durable client, with its texts converted to data. */
export interface TaskHub {
  /** Starts an instance unless one of that id is alive. An ended one is replaced: look with `find` first. */
  start(orchestrator: string, id: string, input: unknown): Promise<'started' | 'exists'>;
  find(id: string): Promise<Instance | undefined>;
  /**
   * All matching instances, unordered and without their histories. The client follows every page by itself and keeps
   * the whole answer in memory, so limit the time range. `createdTime` is that of the instance's newest run, so it
   * moves forward when an orchestration continues as new.
   */
  list(filter: InstanceFilter): Promise<Instance[]>;
  /** Purges an ended instance. False when there is none, or when it is still running. */
  purge(id: string): Promise<boolean>;
  /** Returns `raised` even for an instance that has ended, where the engine drops the event. */
  raise(id: string, event: string, data: unknown): Promise<'raised' | 'missing'>;
}

export interface InstanceFilter {
  createdFrom: Date;
  createdTo?: Date;
  runtimeStatus?: readonly RuntimeStatus[];
}

export const ALIVE = ['Pending', 'Running', 'ContinuedAsNew', 'Suspended'] as const;
export const ENDED = ['Completed', 'Failed', 'Terminated', 'Canceled'] as const;
export type RuntimeStatus = (typeof ALIVE)[number] | (typeof ENDED)[number];

/** Whether it no longer runs, however it ended. */
export function hasEnded({ runtimeStatus }: Instance): boolean {
  return ENDED.some((status) => status === runtimeStatus);
}

/** The client does not encode ids and puts them into URLs: no other id may reach it. */
const ID = /^[A-Za-z0-9_-]{1,100}$/;

// durable-functions 3.5 distinguishes these by text only.
const NOT_FOUND = /HTTP 404|No instance with ID/i;
const ALREADY_EXISTS = /already exists/i;
const NOT_ENDED = /status code: 412/;

export function openTaskHub(client: DurableClient): TaskHub {
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
    async list({ createdFrom, createdTo, runtimeStatus }) {
      const rows = await client.getStatusBy({
        createdTimeFrom: createdFrom,
        ...(createdTo && { createdTimeTo: createdTo }),
        // The client's enum has the same texts as values.
        ...(runtimeStatus && { runtimeStatus: [...runtimeStatus] as OrchestrationFilter['runtimeStatus'] }),
      });
      return rows.map(toInstance);
    },
    async purge(id) {
      try {
        return (await client.purgeInstanceHistory(checked(id))).instancesDeleted > 0;
      } catch (error) {
        if (says(error, NOT_FOUND) || says(error, NOT_ENDED)) return false;
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
  return {
    id: instanceId,
    orchestrator: name,
    runtimeStatus,
    input,
    customStatus,
    // In lists the client leaves times as the texts that came.
    createdTime: new Date(createdTime),
    lastUpdatedTime: new Date(lastUpdatedTime),
  };
}

function checked(id: string): string {
  if (!ID.test(id)) throw new TypeError(`Instance id ${JSON.stringify(id)} is not allowed; it must match ${ID}.`);
  return id;
}

function says(error: unknown, text: RegExp): boolean {
  return error instanceof Error && text.test(error.message);
}
