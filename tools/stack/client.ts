import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationView } from '../../src/domain/operation.ts';
import { waitUntil } from '../../test/wait-until.ts';
import type { RunningStack } from './running-stack.ts';

export interface SeenEvent {
  id: string;
  type: string;
  source: string;
  subject: string;
  time: string;
  sequence: number;
  traceparent?: string;
  data: OperationView;
}

export interface PortalRequest {
  action: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, unknown>;
  status: number | null;
}

/**
 * Short calls for what a pipeline, a subscriber and a portal user do. `signedIn` returns the headers of the signed-in
 * caller, if any.
 */
export function clientOf(stack: RunningStack, signedIn: () => Record<string, string> = () => ({})) {
  const app = () => stack.endpoints().app ?? '';
  const admin = () => stack.endpoints().admin ?? '';
  const portal = () => stack.endpoints().portal ?? '';

  return {
    post: (path: string, init: { body?: string; headers?: Record<string, string> } = {}) =>
      fetch(`${app()}/api/${path}`, { method: 'POST', ...init, headers: { ...signedIn(), ...init.headers } }),
    get: (path: string) => fetch(`${app()}/api/${path}`, { headers: signedIn() }),

    async goLive(offerId: string, body: object = {}, headers: Record<string, string> = {}, publisherId = 'contoso') {
      const response = await fetch(`${app()}/api/publishers/${publisherId}/offers/${offerId}/golive`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...signedIn(), ...headers },
        body: JSON.stringify(body),
      });
      return { response, operation: (await response.json()) as OperationView };
    },

    /** The operation's current status. @throws Error when no host answers, or when the answer is not a status. */
    async operation(id: string): Promise<OperationView> {
      const response = await fetch(`${app()}/api/operations/${id}`, { headers: signedIn() });
      if (!response.ok) throw new Error(`The status of ${id} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as OperationView;
    },

    /** Waits until the operation's status is as wanted; retries while the host is unavailable. */
    async untilOperation(
      id: string,
      what: string,
      isSo: (seen: OperationView) => boolean,
      withinMs?: number,
    ): Promise<OperationView> {
      const waiting = { isSo, toleratesErrors: true, ...(withinMs !== undefined && { withinMs }) };
      return waitUntil(`operation ${id} ${what}`, () => this.operation(id), waiting);
    },

    /** Follows an operation to its end. */
    async follow(id: string, withinMs = 30_000): Promise<OperationView> {
      return this.untilOperation(id, 'to end', ({ status }) => ENDED.includes(status), withinMs);
    },

    async events(id: string): Promise<SeenEvent[]> {
      const all = (await (await fetch(`${admin()}/events`)).json()) as SeenEvent[];
      return all.filter((event) => event.subject === `operations/${id}`);
    },

    /** The operation's events, once the last one has arrived. */
    async allEvents(id: string): Promise<SeenEvent[]> {
      return waitUntil(`the last event of ${id}`, async () => {
        const seen = await this.events(id);
        return seen.some(({ type }) => /\.(succeeded|failed|canceled)\.v1$/.test(type)) ? seen : undefined;
      });
    },

    scenario: (offerId: string, scenario: object, publisherId = 'contoso') =>
      put(`${portal()}/rehearsal/publishers/${publisherId}/offers/${offerId}`, JSON.stringify(scenario)),

    /** Performs an action at the marketplace as somebody else. */
    others: (offerId: string, deed: 'publish' | 'golive' | 'cancel', publisherId = 'contoso') =>
      put(`${portal()}/rehearsal/publishers/${publisherId}/offers/${offerId}/${deed}`, ''),

    async portalRequests(offerId: string, publisherId = 'contoso'): Promise<PortalRequest[]> {
      const offer = await fetch(`${portal()}/rehearsal/publishers/${publisherId}/offers/${offerId}`);
      return ((await offer.json()) as { requests: PortalRequest[] }).requests;
    },

    /** The go-live POSTs that the marketplace received for this offer. */
    async goLivePosts(offerId: string, publisherId = 'contoso'): Promise<PortalRequest[]> {
      return (await this.portalRequests(offerId, publisherId)).filter(({ action }) => action === 'golive');
    },

    putSecret: (name: string, value: string) => put(`${admin()}/secrets/${name}`, value),
    fault: (fault: object) => put(`${admin()}/faults`, JSON.stringify(fault)),
    telemetry: async () => (await (await fetch(`${admin()}/telemetry`)).json()) as Record<string, unknown>[],
    sleep,
  };
}

const ENDED: readonly string[] = ['Succeeded', 'Failed', 'Canceled'];

export type Client = ReturnType<typeof clientOf>;

async function put(url: string, body: string): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body, headers: { 'Content-Type': 'application/json' } });
  if (!response.ok) throw new Error(`PUT ${url} answered ${response.status}: ${await response.text()}`);
}

/** Names of an operation's transitions, in the order in which they arrived. */
export function namesOf(events: SeenEvent[]): string[] {
  return events.map(({ type }) => type.replace(/^dev\.golive\.operation\.(.+)\.v1$/, '$1'));
}

/** The distinct sequence numbers, in order; a complete history has no gaps. */
export function sequencesOf(events: SeenEvent[]): number[] {
  return [...new Set(events.map(({ sequence }) => sequence))];
}
