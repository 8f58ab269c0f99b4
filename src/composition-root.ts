import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InvocationContext } from '@azure/functions';
import { type DurableClient, getClient } from 'durable-functions';
import { tellRejection } from './activities/rejection-telemetry.ts';
import { CLOCK } from './activities/send-window.ts';
import type { TakeTicket } from './activities/submit.ts';
import { tellDelay, tellLasting, tellRefused, tellTransition } from './activities/transition-telemetry.ts';
import { SIGNAL_EVENT } from './domain/durable-names.ts';
import type { GoLive } from './domain/go-live.ts';
import { viewOf } from './domain/operation-view.ts';
import type { Rejection } from './domain/rejection.ts';
import type { Transition } from './domain/transition.ts';
import { tellAccessRefused } from './http/access-telemetry.ts';
import { openBearerTokens, type ReadBearerToken } from './http/bearer-token.ts';
import type { Refusal } from './http/refusal.ts';
import { type MarketplaceApi, recordedApi } from './marketplace/api.ts';
import type { Marketplace, PublisherTokens } from './marketplace/port.ts';
import type { CheckPorts } from './operations/check-dependencies.ts';
import type { PreflightPorts } from './operations/examine-credentials.ts';
import { readOperation } from './operations/read-operation.ts';
import { resumeOperation } from './operations/resume-operation.ts';
import { type Assets, loadAssets } from './page/assets.ts';
import { type OperationRecord, openRecord } from './platform/record/record.ts';
import type { Table } from './platform/record/table.ts';
import { platformAuthenticates, queueName, SettingsError, settings } from './platform/settings.ts';
import { deadLetter } from './platform/settlement.ts';
import { openTaskHub } from './platform/task-hub.ts';
import { startTelemetry, type Telemetry } from './platform/telemetry.ts';
import { createTurns } from './platform/turns.ts';

// The only place where ports meet their implementations. The code for the marketplace and Azure is loaded when it is
// first needed, because a request can be accepted without it.

const marketplaces = () => import('./marketplace/open-marketplace.ts');
const publisherTokens = () => import('./platform/publisher-tokens.ts');
const eventGrid = () => import('./platform/event-grid.ts');
const probes = () => import('./platform/probes.ts');

/** Well below a function's ten minutes: an activity without a turn by then tries again later. */
const TURN_PATIENCE_MS = 120_000;
const takeTurn = createTurns(() => settings().marketplaceConcurrency, TURN_PATIENCE_MS);

/** What an activity receives when it runs. */
export interface ActivityParts {
  telemetry: Telemetry;
  context: InvocationContext;
}

let table: Promise<Table> | undefined;

/** Every caller but a health check waits for the table's client, so it is loaded while the host starts. */
export function loadRecord(): void {
  openRecordTable().catch(() => {});
}

function openRecordTable(): Promise<Table> {
  table ??= import('./platform/record/open-table.ts').then(({ openTable }) => openTable(settings().record));
  // Invalid settings may have been corrected by the next call.
  table.catch(() => {
    table = undefined;
  });
  return table;
}

/** The record; its client is loaded at the first call. */
function record(): OperationRecord {
  return openRecord({
    get: async (...args) => (await openRecordTable()).get(...args),
    change: async (...args) => (await openRecordTable()).change(...args),
    range: async (...args) => (await openRecordTable()).range(...args),
  });
}

/** Both stores: the task hub for running operations, and the record. */
function stores(client: DurableClient) {
  return { taskHub: openTaskHub(client), record: record(), now: Date.now() };
}

export function httpPorts(client: DurableClient) {
  const { guard } = settings();
  if (guard) readBearerToken ??= openBearerTokens(guard);
  const ports = stores(client);
  return {
    ...ports,
    sleep,
    assets: pageAssets,
    settings: settings(),
    platformAuthenticates: platformAuthenticates(),
    ...(guard && { guard }),
    ...(readBearerToken && { readBearerToken }),
    publisherOf: async (operationId: string) => (await readOperation(operationId, ports))?.publisherId,
    tellRefused: reportRefusal,
  };
}

let assets: Assets | undefined;

/** The assets that the build put beside the bundle, read by the first request for a page. */
export function pageAssets(): Assets {
  assets ??= loadAssets(path.join(__dirname, 'assets'));
  return assets;
}

/** One per process, because it caches the tenant's keys. */
let readBearerToken: ReadBearerToken | undefined;

export function queuePorts(client: DurableClient) {
  return { ...stores(client), settings, sleep, deadLetter };
}

export function purgePorts(client: DurableClient) {
  return { ...stores(client), retentionDays: settings().retentionDays };
}

export function resumePorts(client: DurableClient) {
  return stores(client);
}

export function healthPorts(client: DurableClient, context: InvocationContext): CheckPorts {
  return {
    checks: {
      settings: async () => settings(),
      taskHub: async () => openTaskHub(client).find('health'),
      record: async () => record().read('health'),
      keyVault: async (signal) => (await probes()).probeKeyVault(signal),
      eventGrid: async (signal) => (await probes()).probeEventGrid(signal),
      marketplace: async (signal) => (await probes()).probeMarketplace(signal),
      serviceBus: async (signal) => (queueName() === undefined ? undefined : (await probes()).probeServiceBus(signal)),
    },
    // A settings error lists each fault in a sentence; its stack trace helps nobody.
    warn: (dependency, error) =>
      context.warn(`${dependency} cannot be used.`, error instanceof SettingsError ? error.message : error),
  };
}

/** The marketplace for a publisher: the API that the request recorded, with the credentials in Key Vault. */
export async function marketplacePorts() {
  const [{ openMarketplace }, { openPublisherTokens }] = await Promise.all([marketplaces(), publisherTokens()]);
  return {
    clock: CLOCK,
    takeTurn,
    marketplace(publisherId: string, name?: string): Marketplace {
      const api = recordedApi(name);
      const { endpoint, scope } = settings().marketplaces[api];
      return openMarketplace(api, {
        endpoint,
        scope,
        publisherId,
        tokens: openPublisherTokens(publisherId),
        log: (message, shape) => reportAnswer(message, { publisherId, api, ...shape }),
      });
    },
    /** Gets the token that the next call will use; without one, the call itself reports why. */
    async prepare(publisherId: string, name?: string): Promise<void> {
      const { scope } = settings().marketplaces[recordedApi(name)];
      await openPublisherTokens(publisherId).token(scope);
    },
  };
}

export async function inspectPorts() {
  const { readHistory } = record();
  return { ...(await marketplacePorts()), readHistory };
}

export async function submitPorts() {
  const take: TakeTicket = (checkpoint, attempt) => record().takeTicket(checkpoint, attempt, CLOCK.wallMs());
  return { ...(await marketplacePorts()), takeTicket: take };
}

export function findPorts({ context }: ActivityParts) {
  const ports = stores(getClient(context));
  return { ...ports, resume: (operationId: string) => resumeOperation(operationId, ports) };
}

export function signalPorts({ context }: ActivityParts) {
  return { ...stores(getClient(context)), event: SIGNAL_EVENT };
}

export async function announcePorts({ telemetry }: ActivityParts) {
  const { publishEvents } = await eventGrid();
  return {
    record: record(),
    publish: publishEvents,
    tell: (transition: Transition) => tellTransition(telemetry, transition),
    tellDelay: (oldest: Transition, message: string) => tellDelay(telemetry, oldest, message, Date.now()),
    tellLasting: (state: GoLive) => tellLasting(telemetry, viewOf(state)),
    tellRefused: (transition: Transition, message: string) => tellRefused(telemetry, transition, message),
  };
}

export async function rejectionPorts({ telemetry }: ActivityParts) {
  const { publishEvents } = await eventGrid();
  return {
    record: record(),
    tell: (rejection: Rejection) => tellRejection(telemetry, rejection),
    publish: publishEvents,
  };
}

/** The ports of a preflight: vault, token endpoint and marketplace, none of them cached. */
export async function preflightPorts(): Promise<PreflightPorts> {
  const [{ openMarketplace }, { createPublisherCredential, getToken }, { keyVault }, { readPublisherSecret }] =
    await Promise.all([
      marketplaces(),
      import('./platform/entra-token.ts'),
      import('./platform/key-vault.ts'),
      import('./platform/publisher-secret.ts'),
    ]);
  return {
    readSecret: async (publisherId) => readPublisherSecret(await keyVault(), publisherId),
    getToken: async (secret, api) => getToken(await createPublisherCredential(secret), secret, chosen(api).scope),
    marketplace: (publisherId: string, tokens: PublisherTokens, wanted?: MarketplaceApi) => {
      const { api, endpoint, scope } = chosen(wanted);
      return openMarketplace(api, { endpoint, scope, publisherId, tokens });
    },
  };
}

function chosen(wanted?: MarketplaceApi) {
  const { marketplaceApi, marketplaces: known } = settings();
  const api = wanted ?? marketplaceApi;
  return { api, ...known[api] };
}

/** Reports a refused call. With invalid settings nothing can be reported, and the call is refused all the same. */
export function reportRefusal(refusal: Refusal): void {
  const tell = async () => tellAccessRefused(await startTelemetry(), refusal);
  tell().catch(() => {});
}

/** Reports an answer that was not understood: its shape, never its values, for an operator to see. */
function reportAnswer(message: string, properties: Record<string, string>): void {
  void startTelemetry().then((telemetry) =>
    telemetry.event('golive.answer-not-understood', { message, ...properties }),
  );
}
