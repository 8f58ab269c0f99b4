import { ALIVE, type Instance, type InstanceFilter, type TaskHub } from '../../src/platform/task-hub.ts';

export interface FakeTaskHub extends TaskHub {
  readonly all: Map<string, Instance>;
  readonly raised: { id: string; event: string; data: unknown }[];
  /** The filters with which `list` was called. */
  readonly listed: InstanceFilter[];
  /** Changes what an instance shows. */
  change(id: string, changes: Partial<Instance>): void;
}

/** An in-memory task hub, as the durable client presents one. An `id` may be started again once it has ended. */
export function fakeTaskHub(...instances: Partial<Instance>[]): FakeTaskHub {
  const all = new Map(instances.map((instance) => [instance.id ?? '', { ...anInstance(), ...instance }]));
  const raised: FakeTaskHub['raised'] = [];
  const listed: InstanceFilter[] = [];
  return {
    all,
    raised,
    listed,
    async list(filter) {
      listed.push(filter);
      const { createdFrom, createdTo, runtimeStatus } = filter;
      return [...all.values()].filter(
        (instance) =>
          instance.createdTime >= createdFrom &&
          (!createdTo || instance.createdTime <= createdTo) &&
          (!runtimeStatus || runtimeStatus.some((status) => status === instance.runtimeStatus)),
      );
    },
    async purge(id) {
      return !isAlive(all.get(id)) && all.delete(id);
    },
    async start(orchestrator, id, input) {
      if (isAlive(all.get(id))) return 'exists';
      // As in the task hub, the input is stored as JSON.
      all.set(id, { ...anInstance(), id, orchestrator, input: JSON.parse(JSON.stringify(input)) });
      return 'started';
    },
    async find(id) {
      return all.get(id);
    },
    async raise(id, event, data) {
      if (!all.has(id)) return 'missing';
      raised.push({ id, event, data });
      return 'raised';
    },
    change(id, changes) {
      const instance = all.get(id);
      if (!instance) throw new Error(`No instance ${id}.`);
      all.set(id, { ...instance, ...changes });
    },
  };
}

export function anInstance(): Instance {
  return {
    id: 'op-1',
    orchestrator: 'goLive',
    runtimeStatus: 'Running',
    input: {},
    customStatus: null,
    createdTime: new Date(),
    lastUpdatedTime: new Date(),
  };
}

export function isAlive(instance: Instance | undefined): boolean {
  return instance !== undefined && ALIVE.some((status) => status === instance.runtimeStatus);
}

/** A task hub that is away. */
export function brokenTaskHub(): TaskHub {
  const away = async (): Promise<never> => {
    throw new Error('HTTP 503: the task hub is away.');
  };
  return { start: away, find: away, raise: away, list: away, purge: away };
}
