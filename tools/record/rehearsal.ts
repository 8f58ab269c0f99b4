import type { OperationView } from '../../src/domain/operation.ts';
import { waitUntil } from '../../test/wait-until.ts';
import { clientOf } from '../stack/client.ts';
import type { RunningStack } from '../stack/running-stack.ts';

/** What a path needs to drive the running product. */
export interface Rehearsal {
  /** Scripts the offer, if a scenario is given, and requests its go-live; returns the operation's id. */
  goLive(offer: string, scenario?: object, body?: object): Promise<string>;
  /** Waits until the operation meets a condition. */
  untilOperation(id: string, isSo: (operation: OperationView) => boolean): Promise<void>;
  /** Raises a signal as our own functions do. */
  signal(id: string, signal: object): Promise<void>;
  fault(fault: object): Promise<void>;
  serviceBus(): string;
  /** Id of the one instance of an orchestrator; waits until there is one. */
  instanceOf(orchestrator: string): Promise<string>;
  /** Waits until the instance has ended. */
  ended(id: string): Promise<void>;
}

const MAX_MS = 180_000;

/** Drives a running stack. */
export function rehearse(stack: RunningStack): Rehearsal {
  const client = clientOf(stack);
  const instances = () => `${stack.endpoints().app}/runtime/webhooks/durabletask/instances`;
  return {
    async goLive(offer, scenario, body = {}) {
      if (scenario) await client.scenario(offer, scenario);
      const { response, operation } = await client.goLive(offer, body);
      if (response.status !== 202)
        throw new Error(`Go-live of ${offer}: ${response.status} ${JSON.stringify(operation)}`);
      return operation.id;
    },
    async untilOperation(id, isSo) {
      const look = async () => isSo((await (await client.get(`operations/${id}`)).json()) as OperationView);
      await waitUntil(`operation ${id}`, look, { withinMs: MAX_MS });
    },
    async signal(id, signal) {
      const response = await fetch(`${instances()}/${id}/raiseEvent/signal`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(signal),
      });
      if (response.status !== 202) throw new Error(`Signal to ${id}: ${response.status} ${await response.text()}`);
    },
    fault: (fault) => client.fault(fault),
    serviceBus: () => stack.endpoints().serviceBus ?? '',
    instanceOf: (orchestrator) =>
      waitUntil(`an instance of ${orchestrator}`, async () => {
        const all = (await (await fetch(instances())).json()) as { name: string; instanceId: string }[];
        return all.find(({ name }) => name === orchestrator)?.instanceId;
      }),
    async ended(id) {
      const hasEnded = async () => (await fetch(`${instances()}/${id}?showInput=false`)).status === 200;
      await waitUntil(`instance ${id} to end`, hasEnded, { withinMs: MAX_MS });
    },
  };
}
