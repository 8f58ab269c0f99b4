import { HttpRequest, type HttpResponseInit, InvocationContext } from '@azure/functions';
import type { Settings } from '../../src/platform/settings.ts';

export const SETTINGS: Settings = {
  marketplaceApi: 'cloud-partner-portal',
  marketplaces: {
    'cloud-partner-portal': {
      endpoint: 'https://cloudpartner.azure.com',
      scope: 'https://cloudpartner.azure.com/.default',
      pollMinSeconds: 30,
      pollMaxSeconds: 600,
    },
    'product-ingestion': {
      endpoint: 'https://graph.microsoft.com/rp/product-ingestion',
      scope: 'https://graph.microsoft.com/.default',
      pollMinSeconds: 60,
      pollMaxSeconds: 600,
    },
  },
  keyVaultUri: 'https://contoso.vault.azure.net',
  eventGridTopicEndpoint: 'https://contoso.westeurope-1.eventgrid.azure.net/api/events',
  queue: 'golive-requests',
  record: { table: 'golive', storage: { kind: 'connection-string', value: 'UseDevelopmentStorage=true' } },
  deadlineHours: 384,
  retentionDays: 90,
  settleSeconds: 60,
  marketplaceConcurrency: 16,
};

interface Sent {
  method?: string;
  path?: string;
  params?: Record<string, string>;
  headers?: Record<string, string>;
  /** A string is sent unchanged; any other value is sent as JSON. */
  body?: unknown;
}

/** A request as the Functions host passes it to a function. */
export function aRequestOf({ method = 'POST', path = '', params = {}, headers = {}, body }: Sent): HttpRequest {
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  return new HttpRequest({
    method,
    url: `https://golive.example/api/${path}`,
    headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
    params,
    ...(text !== undefined && { body: { string: text } }),
  });
}

/** A go-live request for offer `vm` of `contoso`. */
export function goLiveRequestOf(sent: Omit<Sent, 'path'> = {}): HttpRequest {
  const params = { publisherId: 'contoso', offerId: 'vm', ...sent.params };
  return aRequestOf({ path: `publishers/${params.publisherId}/offers/${params.offerId}/golive`, ...sent, params });
}

/** The JSON that a caller reads. */
export function bodyOf<T = Record<string, unknown>>({ jsonBody, body }: HttpResponseInit): T {
  return typeof body === 'string' ? JSON.parse(body) : JSON.parse(JSON.stringify(jsonBody));
}

export function headerOf({ headers }: HttpResponseInit, name: string): string | null {
  return new Headers(headers as Record<string, string> | undefined).get(name);
}

/** The context of a message's delivery. */
export function deliveryOf(triggerMetadata: Record<string, unknown> = {}, traceParent?: string): InvocationContext {
  return new InvocationContext({
    functionName: 'startByQueue',
    invocationId: 'i-1',
    logHandler: () => {},
    triggerMetadata: { messageId: 'm-1', lockToken: 'lock-1', deliveryCount: 1, ...triggerMetadata },
    ...(traceParent !== undefined && { traceContext: { traceParent } }),
  });
}
